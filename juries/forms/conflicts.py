"""Ties and conflicts of interest: declared by a juror, decided by the chair."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.letters import by_letters
from juries.models import Assignment, Panel
from network.models import Organisation


class TiesForm(forms.Form):
    """Blind panels: organisations with which the juror has a tie."""

    organisations = forms.ModelMultipleChoiceField(
        Organisation.objects.none(),
        label=_("I have a tie with"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Employment, kinship, money, joint work in the last three years. Tick none if there is none."
        ),
    )
    detail = forms.CharField(
        label=_("What kind of tie is it?"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, panel: Panel, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        teams = panel.entries().order_by().values("organisation")
        # By name, so that the order says nothing about the entries.
        self.fields["organisations"].queryset = (  # type: ignore[attr-defined]
            Organisation.objects.filter(pk__in=teams).order_by(by_letters("name"), "pk")
        )


class DeclarationForm(forms.Form):
    """One assigned entry: free, or a conflict with its reason."""

    answer = forms.ChoiceField(
        choices=[("free", _("I have no conflict")), ("conflict", _("I have a conflict"))],
        widget=forms.RadioSelect,
        required=False,
    )
    detail = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Only if you have one. The office reads it."),
    )

    def __init__(self, *args: Any, title: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A page holds several of these: each label says which entry it is about.
        self.fields["answer"].label = _("“%(title)s”: your answer") % {"title": title}
        self.fields["detail"].label = _("“%(title)s”: what kind of conflict is it?") % {"title": title}

    def clean(self) -> dict[str, Any]:
        """A conflict is explained."""
        data = super().clean() or {}
        if data.get("answer") == "conflict" and len(data.get("detail", "").strip()) < 10:
            self.add_error("detail", _("Say in a few words what the conflict is."))
        return data


class LateConflictForm(forms.Form):
    """A conflict that shows while reading, or another reason to step back."""

    code = forms.ChoiceField(
        label=_("Why do you step back?"), choices=Assignment.Recusal.choices, widget=forms.RadioSelect
    )
    detail = forms.CharField(
        label=_("In a few words"),
        min_length=10,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The office reads it; the other jurors do not."),
    )


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

    def ruling(self) -> dict[str, Any]:
        """What decide_conflict() takes."""
        return {"waive": self.cleaned_data["verdict"] == "waive", "reason": self.cleaned_data["reason"]}
