"""Forms about what is on a board."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cocreation.forms.base import BoardForm, DayInput
from cocreation.forms.project import MARKDOWN
from cocreation.models import Indicator, Milestone, ProjectDecision, Reading, Risk, Update
from core.models import User

FILE_HELP = _("PDF, PNG or JPEG, at most 20 MB.")


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
        members = User.objects.filter(project_memberships__project=project).order_by("name", "pk")
        self.fields["responsible"].queryset = members  # type: ignore[attr-defined]


class EvidenceForm(BoardForm):
    """What shows that a milestone was reached."""

    upload = forms.FileField(label=_("Evidence as a file"), required=False, help_text=FILE_HELP)

    class Meta:
        model = Milestone
        fields = ["evidence"]
        widgets = {"evidence": forms.Textarea(attrs={"rows": 5})}
        help_texts = {"evidence": _("What was reached, and how one can see it. A text, a file or both.")}


class IndicatorForm(BoardForm):
    """What is measured and against what."""

    class Meta:
        model = Indicator
        fields = [
            "name",
            "unit",
            "direction",
            "baseline",
            "target",
            "lowest",
            "highest",
            "source",
            "rhythm",
            "public",
        ]
        widgets = {"direction": forms.RadioSelect}
        help_texts = {
            "unit": _("For example: stalls, °C, per 100 pupils."),
            "baseline": _("The value before the project."),
            "target": _("The value that counts as success. Fixed once the pilot begins."),
            "lowest": _("Readings below this have to be confirmed."),
            "highest": _("Readings above this have to be confirmed."),
        }


class ReadingForm(forms.ModelForm):
    """One measured value."""

    sure = forms.BooleanField(label=_("I have checked this value; it is right"), required=False)

    class Meta:
        model = Reading
        fields = ["value", "measured_on", "note"]

    def __init__(self, *args: Any, indicator: Indicator, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        from_range = indicator.range_text()
        hints = [str(indicator.unit), from_range and _("plausible: %(range)s") % {"range": from_range}]
        self.fields["value"].help_text = ", ".join(str(hint) for hint in hints if hint)
        self.fields["measured_on"].widget = DayInput()

    def asks_to_confirm(self) -> bool:
        """Whether the value has to be confirmed, or was."""
        return self.has_error("value", "implausible") or bool(self.is_bound and self["sure"].value())


class CorrectionForm(ReadingForm):
    """A reading put right; says why."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].required = True
        self.fields["note"].label = _("Why the value is corrected")


class UpdateForm(BoardForm):
    """News."""

    class Meta:
        model = Update
        fields = ["title", "text", "language", "public"]
        widgets = {"text": forms.Textarea(attrs={"rows": 8})}
        help_texts = {
            "text": MARKDOWN,
            "public": _("Shown on the public page, if the project has one, and mailed to followers."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and self.instance.is_published():
            del self.fields["public"]


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
        self.initial["closed"] = self.instance.closed_at is not None


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
    upload = forms.FileField(label=_("File"), help_text=FILE_HELP)
    public = forms.BooleanField(label=_("For everybody, not only for members"), required=False)
