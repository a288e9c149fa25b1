"""What people ask about a challenge, and its answer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from challenges.models import Question
from core.forms import VersionedForm


class QuestionForm(forms.Form):
    """A question to the city."""

    text = forms.CharField(
        label=_("Your question"),
        help_text=_("Question and answer become public, your name does not."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class AnswerForm(forms.Form):
    """The city's answer."""

    answer = forms.CharField(
        label=_("Your answer"),
        help_text=_("Everybody will read it. You can use Markdown."),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class CorrectionForm(VersionedForm):
    """A public question and its answer in other words."""

    text = forms.CharField(
        label=_("Question"),
        help_text=_("Change it only where it names somebody or cannot be understood."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    answer = forms.CharField(
        label=_("Answer"),
        help_text=_("You can use Markdown. The old answer stays readable on the list of changes."),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    class Meta:
        model = Question
        fields = ["text", "answer"]
