"""What a city fills in."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from challenges.dates import too_late
from challenges.forms.wall_time import WallTimeField, clean_wall_times, wall_times
from challenges.models import Challenge, ChallengeIndicator, Competition
from challenges.sections import Section
from core.forms import VersionedForm
from core.goals import goal_choices
from core.languages import language_choices, language_name
from core.templatetags.times import zone_label
from network.models import Organisation

HELP = {
    "title": _("Short and concrete, such as “Local markets that stay open”."),
    "summary": _("Two sentences at most: they stand on the card of the challenge."),
    "sdgs": _("Those that the challenge serves most, so that teams find it."),
    "prize_note": _("Such as “Pilot up to € 50,000”."),
    "problem": _("You can use Markdown: lists, links, headings."),
    "people_affected": _("Numbers help, and so does who is usually not heard."),
    "tried": _("Failures help teams as much as successes."),
    "outcome": _("Say what people will notice. The figures go below."),
    "data_constraints": _("Data sets, rules of procurement and data protection, systems to work with."),
    "languages": _("Teams may answer in any of these."),
}


WORDS = {"problem": 400, "people_affected": 250, "tried": 250, "outcome": 250, "data_constraints": 300}


TIMES = ("opens_at", "closes_at")


OPTIONAL = {"area", "sdgs", "prize_note", *TIMES}


class ChallengeForm(forms.Form):
    """Whose challenge it is, for which competition, and its working title."""

    organisation = forms.ModelChoiceField(label=_("City"), queryset=Organisation.objects.none())
    competition = forms.ModelChoiceField(label=_("Competition"), queryset=Competition.objects.none())
    title = forms.CharField(label=_("Working title"), max_length=200, help_text=HELP["title"])
    language = forms.ChoiceField(label=_("Language of the text"), choices=language_choices)

    def __init__(self, *args: Any, organisations: Any, competitions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        for name, rows in (("organisation", organisations), ("competition", competitions)):
            fields[name].queryset = rows
            if len(rows) == 1:
                self.initial.setdefault(name, rows[0].pk)


class SectionForm(VersionedForm):
    """The fields of one section; drafts may be half-filled, only a title there must be."""

    groups = (TIMES,)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        competition = self.instance.competition
        fields: dict[str, Any] = self.fields
        for name, field in fields.items():
            if field.widget.is_hidden:
                continue
            field.help_text = HELP.get(name, field.help_text)
            field.required = name in ("title", "language")
            field.is_optional = name in OPTIONAL  # the others may be empty while it is a draft
            if name in WORDS:
                field.widget = forms.Textarea(attrs={"rows": 10, "data-words": WORDS[name]})
        if "summary" in fields:
            fields["summary"].widget = forms.Textarea(attrs={"rows": 3, "maxlength": 500})
        if "area" in fields:
            fields["area"].queryset = competition.areas.all()
            fields["area"].empty_label = _("Not chosen yet")
        self._dates(competition.time_zone)

    def _dates(self, zone_name: str) -> None:
        help_text = _("In %(zone)s. Empty: as in the competition.") % {"zone": zone_label(zone_name)}
        for name in TIMES:
            if name in self.fields:
                self.fields[name].help_text = help_text
        if TIMES[0] in self.fields:
            self.initial.update(self.shown({name: getattr(self.instance, name) for name in TIMES}))

    def shown(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Instants as the zone's clocks show them."""
        return super().shown(values) | wall_times(values, TIMES, self.instance.zone())

    def clean(self) -> dict[str, Any]:
        """Wall times become instants, in order."""
        super().clean()
        clean_wall_times(self, TIMES, self.instance.zone())
        opens_at = self.cleaned_data.get("opens_at") or self.instance.competition.opens_at
        closes_at = self.cleaned_data.get("closes_at")
        if TIMES[1] in self.fields and closes_at and closes_at <= opens_at:
            self.add_error("closes_at", _("The deadline must lie after the opening."))
        elif TIMES[1] in self.fields and (text := too_late(closes_at, self.instance.competition)):
            self.add_error("closes_at", text)
        return self.cleaned_data


def section_form(challenge: Challenge, section: Section, data: Any = None) -> SectionForm:
    """The form of one section of the challenge."""
    replaced: dict[str, Any] = dict.fromkeys(TIMES, WallTimeField)
    form_class: Any = forms.modelform_factory(
        Challenge,
        form=SectionForm,
        fields=list(section.fields),
        field_classes=replaced,
        formfield_callback=formfield_of(challenge),
    )
    return form_class(data, instance=challenge)


def formfield_of(challenge: Challenge) -> Any:
    """What makes the form field of each model field of the challenge, as its competition allows."""

    def build(field: Any, **kwargs: Any) -> forms.Field | None:
        if field.name == "languages":
            offered = challenge.competition.languages or [code for code, _name in language_choices()]
            codes = [*offered, *(code for code in challenge.languages if code not in offered)]
            return forms.MultipleChoiceField(
                label=field.verbose_name.capitalize(),
                choices=[(code, language_name(code)) for code in codes],
                widget=forms.CheckboxSelectMultiple,
            )
        if field.name == "sdgs":
            return forms.MultipleChoiceField(
                label=field.verbose_name,
                choices=goal_choices(),
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )
        if field.name in TIMES:
            return WallTimeField(label=field.verbose_name.capitalize())
        kwargs.pop("form_class", None)
        return field.formfield(**kwargs)

    return build


class IndicatorForm(VersionedForm):
    """A figure with its value today and the one aimed at."""

    class Meta:
        model = ChallengeIndicator
        fields = ["name", "unit", "baseline", "target", "source"]
        help_texts = {
            "name": _("What is counted or measured, such as “vendors who sell online”."),
            "unit": _("Such as vendors, °C or %."),
            "baseline": _("The value today. Review asks for it in at least one indicator."),
            "source": _("Who measures it, and how often."),
        }


class ReasonForm(forms.Form):
    """Why."""

    note = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, label: str = "", help_text: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].label = label or self.fields["note"].label
        self.fields["note"].help_text = help_text
