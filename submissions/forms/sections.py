"""What a team writes in an entry's sections."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import ReadForm
from core.languages import language_choices
from submissions.completeness import SUMMARY_WORDS, Part
from submissions.models import Entry


class BasicsForm(ReadForm):
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


def basics_form(entry: Entry, data: Any = None) -> BasicsForm:
    """The form of title, summary and language."""
    shown = {"title": entry.title, "summary": entry.summary, "language": entry.language}
    return BasicsForm(data, initial=shown | {"version": entry.version})


def section_form(entry: Entry, part: Part, data: Any = None) -> ReadForm:
    """The form of one section: a field per question, none of them required while it is a draft."""
    shown = {one.identifier: part.text(one) for one in part.questions}
    form = ReadForm(data, initial=shown | {"version": entry.version})
    for question in part.questions:
        widget = WIDGETS[question.kind](question)
        if question.word_limit and question.kind in ("text", "long"):
            widget.attrs["data-words"] = question.word_limit
        field: Any = forms.CharField(
            label=question.label, help_text=question.help, required=False, widget=widget, strip=False
        )
        field.is_optional = not part.needs(question)
        form.fields[question.identifier] = field
    return form
