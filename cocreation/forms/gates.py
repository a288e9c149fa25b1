"""A gate, and the verdict on it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cocreation.forms.base import BoardForm
from cocreation.models import Gate


class GateForm(BoardForm):
    """The four workstreams of a gate; `gate` is the code of the one that was read."""

    gate = forms.CharField(widget=forms.HiddenInput, required=False)

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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["gate"] = self.instance.code if self.instance.pk else ""


class VerdictForm(BoardForm):
    """The verdict of a gate."""

    verdict = forms.ChoiceField(label=_("Verdict"), choices=Gate.Verdict.choices, widget=forms.RadioSelect)

    class Meta:
        model = Gate
        fields = ["verdict", "next_review_on"]
        help_texts = {"next_review_on": _("Needed when the phase is prolonged.")}
