"""What the panel enters when it decides."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.choosing import offer
from core.forms import VersionedForm
from juries.forms.assignments import EntryField, listed
from juries.forms.panels import LocalTimeInput
from juries.models import Decision, Meeting, Motion, Panel


class MeetingForm(forms.ModelForm):
    """A meeting of the panel."""

    class Meta:
        model = Meeting
        fields = ["held_at", "place", "present", "minutes"]
        widgets = {"held_at": LocalTimeInput, "present": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, panel: Panel, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["present"].queryset = panel.active_jurors().select_related("user")  # type: ignore[attr-defined]
        self.fields["held_at"].help_text = _("In the time zone of the competition: %(zone)s.") % {
            "zone": panel.zone().replace("_", " ")
        }


class MotionForm(forms.ModelForm):
    """A motion with its count."""

    entry = EntryField(required=False, empty_label=_("About no single entry"))

    class Meta:
        model = Motion
        fields = ["entry", "wording", "votes_for", "votes_against", "abstentions", "minority_opinion"]
        widgets = {
            "wording": forms.Textarea(attrs={"rows": 3}),
            "minority_opinion": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args: Any, entries: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "entry", listed(entries))


class DecisionForm(VersionedForm):
    """The jury's advice on one entry."""

    groups = (Decision.ADVICE,)

    class Meta:
        model = Decision
        fields = ["outcome", "award_title", "citation", "reason"]
        widgets = {
            "outcome": forms.RadioSelect,
            "citation": forms.Textarea(attrs={"rows": 3}),
            "reason": forms.Textarea(attrs={"rows": 5}),
        }

    def __init__(self, *args: Any, outcomes: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = dict(Decision.Outcome.choices)
        self.fields["outcome"].choices = [(one, labels[one]) for one in outcomes]  # type: ignore[attr-defined]
        self.fields["reason"].help_text = _("The team and, for an award, the public read it.")

    def clean(self) -> dict[str, Any]:
        """An award has a title."""
        data = super().clean() or {}
        if data.get("outcome") == Decision.Outcome.AWARD and not data.get("award_title", "").strip():
            self.add_error("award_title", _("Give the award a title."))
        return data
