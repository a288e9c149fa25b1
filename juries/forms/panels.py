"""What the office enters about a panel."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from challenges.models import Challenge, Competition
from core.forms import VersionedForm
from core.letters import by_letters
from juries.models import Panel


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


class PanelForm(VersionedForm):
    """Rules of a panel."""

    groups = (("reviews_per_entry", "quorum"),)

    class Meta:
        model = Panel
        fields = ["title", "blind", "reviews_per_entry", "quorum", "method", "scoring_until"]
        widgets = {"scoring_until": LocalTimeInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
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


class PanelChallengesForm(VersionedForm):
    """What the panel judges."""

    challenges = forms.ModelMultipleChoiceField(
        Challenge.objects.none(), label=_("Challenges"), widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Panel
        fields = ["challenges"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        judged = (
            self.instance.competition.challenges.ever_published()
            .select_related("organisation")
            .order_by(by_letters("title"), "pk")
        )
        field: Any = self.fields["challenges"]
        field.queryset = judged
        field.label_from_instance = lambda one: f"{one.title} – {one.organisation.name}"


class ReasonForm(forms.Form):
    """A step that needs a reason."""

    reason = forms.CharField(label=_("Reason"), min_length=10, widget=forms.Textarea(attrs={"rows": 3}))
