"""What a team writes in an entry's sections."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from challenges.answers import NO, YES, condition_of, help_of
from core.forms import ReadForm
from core.languages import language_choices
from submissions.answers import as_text
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


class AnswersForm(ReadForm):
    """The answers of one section: a field per question, none of them required while it is a draft."""

    def values(self) -> dict[str, Any]:
        """Each answer as one text; of several chosen, one per line."""
        return {name: as_text(value) for name, value in super().values().items()}

    def shown(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """What was chosen comes apart again."""
        several = {name for name, field in self.fields.items() if isinstance(field, SeveralField)}
        return {name: value.splitlines() if name in several else value for name, value in values.items()}


class SeveralField(forms.MultipleChoiceField):
    """Several of a list. What the list no longer offers is said when the section is checked."""

    widget = forms.CheckboxSelectMultiple

    def valid_value(self, value: Any) -> bool:
        """Drafts may hold anything."""
        return True


def _radio(question: Any, part: Part) -> forms.Widget:
    return forms.RadioSelect(choices=[(one, one) for one in question.choices])


def _line(**attrs: str) -> Any:
    return lambda question, part: forms.TextInput(attrs=attrs)


def _area(rows: int) -> Any:
    return lambda question, part: forms.Textarea(attrs={"rows": rows})


WIDGETS = {
    "text": _line(),
    "long": _area(8),
    "table": _area(6),
    "number": _line(inputmode="decimal"),
    "money": _line(inputmode="decimal"),
    "date": lambda question, part: forms.DateInput(attrs={"type": "date"}),
    "url": _line(inputmode="url"),
    "repository": _line(inputmode="url"),
    "licence": _line(),
    "choice": _radio,
    "yes_no": lambda question, part: forms.RadioSelect(choices=[(YES, _("Yes")), (NO, _("No"))]),
    "file": lambda question, part: forms.Select(choices=[("", _("None")), *part.files.items()]),
}


def basics_form(entry: Entry, data: Any = None) -> BasicsForm:
    """The form of title, summary and language."""
    shown = {"title": entry.title, "summary": entry.summary, "language": entry.language}
    return BasicsForm(data, initial=shown | {"version": entry.version})


def section_form(entry: Entry, part: Part, data: Any = None) -> AnswersForm:
    """The form of one section, with what is asked after the answers so far."""
    return answers_form(part, data, version=entry.version)


def answers_form(part: Part, data: Any = None, *, version: int = 0) -> AnswersForm:
    """The fields of the questions of a part, whosever it is."""
    form = AnswersForm(data)
    form.fields.update({question.identifier: _field(question, part) for question in part.questions})
    shown = form.shown({one.identifier: part.text(one) for one in part.questions})
    form.initial = {**shown, **form.initial, "version": version}
    return form


def preview_form(part: Part) -> AnswersForm:
    """The same to look at: no field can be filled in; one that hangs on another answer says on which."""
    form = answers_form(part)
    form.auto_id = f"{part.identifier}_%s"
    for question in part.questions:
        field = form.fields[question.identifier]
        field.disabled = True
        field.help_text = " · ".join(one for one in (str(field.help_text), condition_of(question)) if one)
    return form


def _field(question: Any, part: Part) -> forms.Field:
    words = {"label": question.label, "help_text": help_of(question), "required": False}
    field: Any
    if question.kind == "several":
        field = SeveralField(choices=[(one, one) for one in question.choices], **words)
    else:
        field = forms.CharField(widget=WIDGETS[question.kind](question, part), strip=False, **words)
    field.is_optional = not part.needs(question)
    field.disabled = part.is_fixed(question)
    for name, limit in (("data-words", question.word_limit), ("data-graphemes", question.letter_limit)):
        if limit:
            field.widget.attrs[name] = limit
    return field
