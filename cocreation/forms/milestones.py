"""Milestones and their evidence."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cocreation.forms.base import BoardForm
from cocreation.models import Milestone
from core.letters import by_letters
from core.models import User
from core.uploads import UploadField


class MilestoneForm(BoardForm):
    """The plan of a milestone."""

    class Meta:
        model = Milestone
        fields = ["title", "description", "starts_on", "due_on", "responsible", "responsible_note"]
        widgets = {"description": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "responsible": _("Gets the reminder when the milestone is late."),
            "responsible_note": _("A department or partner, if it is not the member alone."),
        }

    def __init__(self, *args: Any, project: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = User.objects.filter(project_memberships__project=project).order_by(by_letters("name"), "pk")
        self.fields["responsible"].queryset = members  # type: ignore[attr-defined]


class EvidenceForm(BoardForm):
    """What shows that a milestone was reached."""

    upload = UploadField(label=_("Evidence as a file"), required=False)

    class Meta:
        model = Milestone
        fields = ["evidence"]
        widgets = {"evidence": forms.Textarea(attrs={"rows": 5})}
        help_texts = {"evidence": _("What was reached, and how one can see it. A text, a file or both.")}
