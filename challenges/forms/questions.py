"""What people ask about a challenge, and its answer."""

from django import forms
from django.utils.translation import gettext_lazy as _


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
