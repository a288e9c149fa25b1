"""The project itself: begun, described, given up, followed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cocreation.forms.base import BoardForm, DayInput
from cocreation.models import Project
from core.zones import zone_choices

MARKDOWN = _("You can use Markdown: **bold**, - lists, [links](https://example.org).")


def zone_field() -> forms.ChoiceField:
    """The zone whose calendar the plan follows."""
    help_text = _("A day of the plan ends at midnight there.")
    return forms.ChoiceField(label=_("Time zone"), choices=zone_choices, help_text=help_text)


class StartForm(forms.ModelForm):
    """What a project begins with."""

    time_zone = zone_field()

    class Meta:
        model = Project
        fields = ["title", "summary", "starts_on", "time_zone"]
        widgets = {"starts_on": DayInput(), "summary": forms.Textarea(attrs={"rows": 4})}
        help_texts = {"summary": _("Two or three sentences that everybody may read later.")}


class ProjectForm(BoardForm):
    """What a project says about itself."""

    time_zone = zone_field()

    class Meta:
        model = Project
        fields = [
            "title",
            "summary",
            "description",
            "public",
            "time_zone",
            "starts_on",
            "budget_total",
            "budget_spent",
            "currency",
            "budget_note",
            "operation_note",
            "lessons_learned",
        ]
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 3}),
            "description": forms.Textarea(attrs={"rows": 8}),
            "budget_note": forms.Textarea(attrs={"rows": 3}),
            "operation_note": forms.Textarea(attrs={"rows": 3}),
            "lessons_learned": forms.Textarea(attrs={"rows": 6}),
        }
        help_texts = {
            "description": MARKDOWN,
            "public": _(
                "Title, summary, description, indicators and public updates become visible to everybody."
            ),
            "currency": _("Three letters, such as MXN or EUR."),
            "operation_note": _("Pilots often stop when the project's money ends. Name the operator early."),
            "lessons_learned": _("What worked, what did not, what you would do differently. Shown publicly."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.is_open():
            for name in set(self.fields) - {"lessons_learned", "version", "as_read"}:
                del self.fields[name]

    def clean_currency(self) -> str:
        """Three capital letters, or nothing."""
        currency = self.cleaned_data["currency"].strip().upper()
        if currency and not (len(currency) == 3 and currency.isascii() and currency.isalpha()):
            raise forms.ValidationError(_("Write the currency as three letters, such as MXN or EUR."))
        return currency


class DiscontinueForm(BoardForm):
    """Lessons learned, and why the project ends."""

    note = forms.CharField(
        label=_("Why the project ends"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text=_("For the history that members and the network office see."),
    )

    class Meta:
        model = Project
        fields = ["lessons_learned"]
        widgets = {"lessons_learned": forms.Textarea(attrs={"rows": 8})}
        help_texts = {
            "lessons_learned": _("Published with the project, so that other cities can learn from it.")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lessons_learned"].required = True


class FollowForm(forms.Form):
    """Whether to follow from now on."""

    follow = forms.BooleanField(required=False)
