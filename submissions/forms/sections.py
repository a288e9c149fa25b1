"""What a team writes in an entry's sections."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.languages import language_choices
from submissions.completeness import SUMMARY_WORDS, Part


class BasicsForm(forms.Form):
    """Title, summary and language of an entry; drafts may be half-filled."""

    title = forms.CharField(label=_("Title"), max_length=160, required=False)
    summary = forms.CharField(
        label=_("Summary"),
        required=False,
        help_text=_("What you offer, for whom, and what will be different. Do not name your team here."),
        widget=forms.Textarea(attrs={"rows": 5, "data-words": SUMMARY_WORDS}),
    )
    language = forms.ChoiceField(label=_("Language of this entry"), choices=language_choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        for field in fields.values():
            field.is_optional = False  # not needed to save a draft, but to hand it in


WIDGETS = {
    "text": lambda question: forms.TextInput(),
    "long": lambda question: forms.Textarea(attrs={"rows": 8}),
    "number": lambda question: forms.TextInput(attrs={"inputmode": "decimal"}),
    "url": lambda question: forms.TextInput(attrs={"inputmode": "url"}),
    "choice": lambda question: forms.RadioSelect(choices=[(one, one) for one in question.choices]),
}


def section_form(part: Part, data: Any = None, initial: dict[str, str] | None = None) -> forms.Form:
    """The form of one section: a field per question, none of them required while it is a draft."""
    form = forms.Form(data, initial=initial or {one.identifier: part.text(one) for one in part.questions})
    for question in part.questions:
        widget = WIDGETS[question.kind](question)
        if question.word_limit and question.kind in ("text", "long"):
            widget.attrs["data-words"] = question.word_limit
        field: Any = forms.CharField(
            label=question.label, help_text=question.help, required=False, widget=widget, strip=False
        )
        field.is_optional = not question.required
        form.fields[question.identifier] = field
    return form
