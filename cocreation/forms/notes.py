"""Risks, decisions and documents."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cocreation.forms.base import BoardForm, DayInput
from cocreation.models import ProjectDecision, Risk
from core.uploads import UploadField


class RiskForm(BoardForm):
    """Something that could go wrong."""

    class Meta:
        model = Risk
        fields = ["title", "likelihood", "impact", "response", "responsible_note"]
        widgets = {"response": forms.Textarea(attrs={"rows": 4})}


class RiskEditForm(RiskForm):
    """The same, with a way to close it."""

    closed = forms.BooleanField(label=_("This risk is over"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {**self.initial, **self.shown({"closed_at": self.instance.closed_at})}

    def shown(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Whether it is over, for when it was closed."""
        closed = {"closed": values["closed_at"] is not None} if "closed_at" in values else {}
        return super().shown(values) | closed

    def values(self) -> dict[str, Any]:
        """Whether it is over only if the person said so."""
        values = super().values()
        return values if "closed" in self.touched() else values | {"closed": None}


class DecisionForm(forms.ModelForm):
    """A line of the log of decisions."""

    class Meta:
        model = ProjectDecision
        fields = ["title", "reason", "decided_on", "decided_by_note"]
        widgets = {"reason": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decided_on"].widget = DayInput()


class DocumentForm(forms.Form):
    """A file for the board."""

    title = forms.CharField(label=_("Title"), max_length=160)
    upload = UploadField(label=_("File"))
    public = forms.BooleanField(label=_("For everybody, not only for members"), required=False)
