"""What the office enters about panels, jurors and letters."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from challenges.models import Challenge, Competition
from core.languages import language_choices
from juries.models import Decision, Juror, JurorInvitation, Panel
from network.models import Organisation


class LocalTimeInput(forms.DateTimeInput):
    """A day and an hour as browsers ask for them."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class PanelCreateForm(forms.Form):
    """A new panel."""

    competition = forms.ModelChoiceField(Competition.objects.none(), label=_("Competition"))
    title = forms.CharField(label=_("Name of the panel"), max_length=200)
    round = forms.TypedChoiceField(
        label=_("Round"), choices=[(1, _("First round")), (2, _("Second round"))], coerce=int, initial=1
    )

    def __init__(self, *args: Any, competitions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["competition"].queryset = competitions  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A second round exists only where the competition has two."""
        data = super().clean() or {}
        competition = data.get("competition")
        if competition and data.get("round", 1) > competition.rounds:
            self.add_error("round", _("This competition has one round only."))
        return data


class PanelForm(forms.ModelForm):
    """Rules of a panel."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Panel
        fields = ["title", "blind", "reviews_per_entry", "quorum", "method", "scoring_until"]
        widgets = {"scoring_until": LocalTimeInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version
        self.fields["scoring_until"].help_text = _("In the time zone of the competition: %(zone)s.") % {
            "zone": self.instance.zone().replace("_", " ")
        }

    def clean(self) -> dict[str, Any]:
        """The quorum can be reached."""
        data = super().clean() or {}
        if (data.get("quorum") or 1) > (data.get("reviews_per_entry") or 1):
            self.add_error(
                "quorum", _("The quorum cannot be larger than the number of jurors for each entry.")
            )
        return data


class PanelChallengesForm(forms.Form):
    """What the panel judges."""

    challenges = forms.ModelMultipleChoiceField(
        Challenge.objects.none(), label=_("Challenges"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, panel: Panel, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        judged = panel.competition.challenges.published().select_related("organisation").order_by("title")
        field: Any = self.fields["challenges"]
        field.queryset = judged
        field.label_from_instance = lambda one: f"{one.title} – {one.organisation.name}"
        field.initial = list(panel.challenges.values_list("pk", flat=True))


class SeatForm(forms.ModelForm):
    """What the office notes on a juror."""

    languages = forms.MultipleChoiceField(
        label=_("Reads"), choices=language_choices, widget=forms.CheckboxSelectMultiple, required=False
    )

    class Meta:
        model = Juror
        fields = ["organisation", "is_chair", "languages", "expertise", "least", "most"]
        widgets = {"expertise": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, panel: Panel, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["expertise"].queryset = panel.competition.areas.all()  # type: ignore[attr-defined]
        self.fields["organisation"].queryset = Organisation.objects.order_by("name")  # type: ignore[attr-defined]
        self.fields["languages"].help_text = _(
            "Leave empty if the juror reads every language of the competition."
        )

    def clean(self) -> dict[str, Any]:
        """The load is a range."""
        data = super().clean() or {}
        if (data.get("least") or 0) > (data.get("most") or 0):
            self.add_error("most", _("This must not be smaller than the least number."))
        return data


class InviteForm(SeatForm):
    """An invitation to a panel."""

    class Meta(SeatForm.Meta):
        model = JurorInvitation
        fields = ["email", *SeatForm.Meta.fields]


class AssignmentAddForm(forms.Form):
    """One more juror for an entry."""

    entry = forms.ModelChoiceField(None, label=_("Entry"), to_field_name="code")
    juror = forms.ModelChoiceField(Juror.objects.none(), label=_("Juror"))

    def __init__(self, *args: Any, panel: Panel, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        entry: Any = self.fields["entry"]
        entry.queryset = panel.entries().order_by("code")
        entry.label_from_instance = lambda one: f"{one.code} – {one.title}"
        self.fields["juror"].queryset = panel.active_jurors().select_related("user")  # type: ignore[attr-defined]


class VerdictForm(forms.Form):
    """Waive or uphold a conflict."""

    verdict = forms.ChoiceField(
        label=_("Verdict"),
        choices=[
            ("waive", _("Waive: the juror may score")),
            ("uphold", _("Uphold: another juror takes the place")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label=_("Reason, kept on file"), widget=forms.Textarea(attrs={"rows": 2}))


class ReasonForm(forms.Form):
    """A step that needs a reason."""

    reason = forms.CharField(label=_("Reason"), min_length=10, widget=forms.Textarea(attrs={"rows": 3}))


class LetterForm(forms.ModelForm):
    """A letter to a team."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = Decision
        fields = ["letter"]
        widgets = {"letter": forms.Textarea(attrs={"rows": 16})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["letter"].required = True
        self.fields["version"].initial = self.instance.version


class ReleaseForm(forms.Form):
    """The only step that asks for typing: it cannot be undone."""

    confirmation = forms.CharField(label=_("Type the name of the panel to confirm"), max_length=200)

    def __init__(self, *args: Any, panel: Panel, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.panel = panel
        self.fields["confirmation"].help_text = panel.title

    def clean_confirmation(self) -> str:
        """Exactly the panel's name, capitals and blanks aside."""
        typed = " ".join(self.cleaned_data["confirmation"].split()).casefold()
        if typed != " ".join(self.panel.title.split()).casefold():
            raise forms.ValidationError(_("This is not the name of the panel."))
        return self.cleaned_data["confirmation"]
