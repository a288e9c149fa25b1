"""What people ask about a challenge, and its answer."""

from typing import Any

from django import forms
from django.utils.text import Truncator
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
    """The city's answer, to one question or to several that ask the same."""

    OFFERED = 50  # the longest waiting; with more, the rest comes after these

    answer = forms.CharField(
        label=_("Your answer"),
        help_text=_("Everybody will read it. You can use Markdown."),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    also = forms.TypedMultipleChoiceField(
        label=_("This answers as well"),
        help_text=_("Tick questions that ask the same. Each gets this answer, and who asked gets a mail."),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": _("One of these has been answered meanwhile. Tick those that are still open.")
        },
    )

    def __init__(self, *args: Any, question: Question, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        rows = question.challenge.questions.exclude(pk=question.pk).filter(answered_at=None)
        others = rows.order_by("asked_at", "pk")[: self.OFFERED]
        fields["also"].choices = [(one.pk, Truncator(one.text).chars(200)) for one in others]
        if not fields["also"].choices:
            del fields["also"]


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
