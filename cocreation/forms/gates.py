"""A gate, and the verdict on it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cocreation.forms.base import BoardForm, DayInput
from cocreation.models import Gate


class GateForm(BoardForm):
    """The four workstreams of a gate."""

    class Meta:
        model = Gate
        fields = ["planned_on", *Gate.WORKSTREAMS]
        widgets = {name: forms.Textarea(attrs={"rows": 4}) for name in Gate.WORKSTREAMS}
        help_texts = {
            "planned_on": _("Shown to product owners as a task two weeks before."),
            "economic": _("Does it create the value that was hoped for, at a cost that stands in relation?"),
            "organisational": _("Who runs it, who decides, who is trained?"),
            "financial": _("Is the next phase paid for? Who pays for operation?"),
            "technical": _("Does it work, is it safe, can it be kept running?"),
        }


class VerdictForm(forms.ModelForm):
    """The verdict of a gate."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    verdict = forms.ChoiceField(label=_("Verdict"), choices=Gate.Verdict.choices, widget=forms.RadioSelect)

    class Meta:
        model = Gate
        fields = ["verdict", "next_review_on"]
        widgets = {"next_review_on": DayInput()}
        help_texts = {"next_review_on": _("Needed when the phase is prolonged.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["version"] = self.instance.version
