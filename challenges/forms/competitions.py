"""What a coordinator fills in to set up a competition."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from challenges.forms.wall_time import WallTimeField, clean_wall_times, wall_times
from challenges.models import Competition
from core.forms import VersionedForm
from core.languages import language_choices
from core.templatetags.times import zone_label
from core.zones import zone_choices
from network.models import Organisation

TIMES = ("opens_at", "closes_at", "judging_until", "questions_until")


KEEP_AT_LEAST = timedelta(days=180)


class BasicsForm(VersionedForm):
    """What the competition is about."""

    languages = forms.MultipleChoiceField(
        label=_("Languages"), choices=language_choices, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Competition
        fields = ["title", "summary", "description", "languages"]
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 2, "maxlength": 300}),
            "description": forms.Textarea(attrs={"rows": 10}),
        }
        help_texts = {
            "summary": _("One sentence for lists."),
            "description": _("Aim, course and prizes. You can use Markdown."),
        }


class CalendarForm(VersionedForm):
    """Opening, deadline and what follows, as clocks in the competition's zone show it."""

    # One order of time, and in another zone the same times of day are other instants.
    groups = (("time_zone", *TIMES, "results_on", "retention_until"),)

    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=zone_choices,
        help_text=_("All times below are meant in this zone, also after you change it."),
    )
    opens_at = WallTimeField(label=_("Opening"))
    closes_at = WallTimeField(
        label=_("Deadline"),
        help_text=_("23:59 is clearer than midnight: 00:00 already belongs to the next day."),
    )
    questions_until = WallTimeField(
        label=_("Questions until"),
        help_text=_("Leave time to answer before teams hand in. Empty: until the deadline."),
        required=False,
    )
    judging_until = WallTimeField(label=_("End of judging"), required=False)

    class Meta:
        model = Competition
        fields = [
            "time_zone",
            "opens_at",
            "closes_at",
            "questions_until",
            "tolerance_seconds",
            "judging_until",
            "results_on",
            "retention_until",
        ]
        widgets: dict[str, forms.Widget] = {
            "results_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "retention_until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        help_texts = {
            "tolerance_seconds": _(
                "What arrives this many seconds after the deadline still counts. Not announced."
            ),
            "retention_until": _("At least six months after the deadline; people read it before they enter."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial.update(self.shown({name: getattr(self.instance, name) for name in TIMES}))
        else:
            self.initial.setdefault("time_zone", "UTC")

    def shown(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Instants as the zone's clocks show them."""
        zone_name = values.get("time_zone", self.instance.time_zone)
        return super().shown(values) | wall_times(values, TIMES, zone_name)

    def clean(self) -> dict[str, Any]:
        """Wall times become instants; each step follows the one before."""
        super().clean()
        data = self.cleaned_data
        clean_wall_times(self, TIMES, data.get("time_zone", "UTC"))
        opens_at, closes_at, until, asked = (data.get(name) for name in TIMES)
        if opens_at and closes_at and closes_at <= opens_at:
            self.add_error("closes_at", _("The deadline must lie after the opening."))
        if asked and opens_at and closes_at and not opens_at <= asked <= closes_at:
            self.add_error("questions_until", _("Choose a time between opening and deadline."))
        if closes_at and until and until <= closes_at:
            self.add_error("judging_until", _("Judging must end after the deadline."))
        if until and data.get("results_on") and data["results_on"] < until.date():
            self.add_error("results_on", _("Results cannot come before judging has ended."))
        kept = data.get("retention_until")
        if closes_at and kept and kept < (closes_at + KEEP_AT_LEAST).date():
            self.add_error("retention_until", _("Choose a day at least six months after the deadline."))
        return data


class JudgingForm(VersionedForm):
    """How entries will be judged."""

    groups = (("reviews_per_entry", "quorum"),)

    class Meta:
        model = Competition
        fields = [
            "blind",
            "rounds",
            "reviews_per_entry",
            "quorum",
            "max_award_count",
            "screened_by_two",
            "tie_rule",
        ]
        widgets = {"tie_rule": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "blind": _("Nothing that jurors can reach will name the team or its people."),
            "rounds": _("Two rounds shortlist entries first."),
            "quorum": _("An entry with fewer finished scorecards gets no place in the ranking."),
            "screened_by_two": _("The second person confirms or returns what the first proposes."),
            "tie_rule": _("Fixed now and public, so that nobody can choose it to fit a result."),
        }


class PoliciesForm(VersionedForm):
    """What those who take part agree to."""

    class Meta:
        model = Competition
        fields = ["policies"]
        widgets = {"policies": forms.Textarea(attrs={"rows": 14})}
        help_texts = {"policies": _("Rights to the results, licences, data protection, conduct. Markdown.")}


COMPETITION_FORMS: dict[str, type[VersionedForm]] = {
    "basics": BasicsForm,
    "calendar": CalendarForm,
    "judging": JudgingForm,
    "policies": PoliciesForm,
}


class CloneForm(forms.Form):
    """Title and opening of a competition that begins as a past one."""

    title = forms.CharField(label=_("Title"), max_length=150)
    opens_at = WallTimeField(label=_("Opening"))

    def __init__(self, *args: Any, competition: Competition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone_name = competition.time_zone
        self.initial["title"] = competition.title
        help_text = _("In %(zone)s. All other dates keep their distance from it; none falls on a weekend.")
        self.fields["opens_at"].help_text = help_text % {"zone": zone_label(self.zone_name)}

    def clean(self) -> dict[str, Any]:
        """The wall time becomes an instant."""
        super().clean()
        clean_wall_times(self, ("opens_at",), self.zone_name)
        return self.cleaned_data


class CompetitionForm(CalendarForm):
    """What a new competition needs: its office, title and calendar."""

    office = forms.ModelChoiceField(label=_("Network office"), queryset=Organisation.objects.none())
    languages = BasicsForm.base_fields["languages"]
    field_order = ["office", "title", "summary", "languages"]

    class Meta(CalendarForm.Meta):
        fields = ["title", "summary", *CalendarForm.Meta.fields]
        widgets = CalendarForm.Meta.widgets | {"summary": forms.Textarea(attrs={"rows": 2, "maxlength": 300})}

    def __init__(self, *args: Any, offices: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["office"].queryset = offices
        if len(offices) == 1:
            self.initial["office"] = offices[0].pk
