"""The rows that a person may choose from in a form."""

import re
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _

MOST_TO_CHOOSE = 100  # rows in a list to choose from; of more, one is written


def offer(form: forms.BaseForm, name: str, rows: QuerySet, *, first: Any = None) -> None:
    """Let the field choose among these rows, with `first` chosen already."""
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- a mistake in the form, not in its input
    field.queryset = rows
    if isinstance(field, NamedField):
        field.shorten()
    if first is not None:
        field.initial = first


def is_too_long(rows: QuerySet) -> bool:
    """Whether these are more than a list to choose from may hold."""
    return rows.order_by()[: MOST_TO_CHOOSE + 1].count() > MOST_TO_CHOOSE


class NamedField(forms.ModelChoiceField):
    """One row: chosen from a list, or named where the list would be too long.

    Named by its code, by the address of its page or, where no other is called so, by its name.
    """

    default_error_messages = {
        "invalid_choice": _("There is none of this name or code. Copy it from its page."),
        "several": _("Several have this name. Write the code, or copy the address of the page."),
    }
    code = "code"
    queryset: Any  # what offer() gives

    def __init__(self, *args: Any, name: str = "name", written: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.name, self.is_written = name, False
        self.written_help = written or _("Write its name, its code or the address of its page.")

    def shorten(self) -> None:
        """Ask for the name instead of showing a list that is too long."""
        self.is_written = is_too_long(self.queryset)
        if self.is_written:
            self.widget = forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"})
            self.help_text = f"{self.help_text} {self.written_help}".strip()

    def prepare_value(self, value: Any) -> Any:
        """What is shown of a row: its key in a list, else its words."""
        if not self.is_written or isinstance(value, str):
            return super().prepare_value(value)
        if isinstance(value, int):
            value = self.queryset.model._default_manager.filter(pk=value).first()
        return self.words_of(value) if isinstance(value, Model) else value

    def words_of(self, row: Model) -> str:
        """Name and code of a row, as they may be written."""
        return f"{self.label_from_instance(row)} ({getattr(row, self.code)})"

    def to_python(self, value: Any) -> Any:
        """The row that was chosen or named."""
        if not self.is_written or value in self.empty_values:
            return super().to_python(value)
        text = str(value).strip()
        in_brackets = re.search(r"\(([^()]+)\)$", text)
        code = in_brackets[1] if in_brackets else text.rstrip("/").rpartition("/")[2]
        is_named = Q(**{f"{self.name}__iexact": text})
        found = list(self.queryset.filter(is_named | Q(**{f"{self.code}__iexact": code}))[:2])
        coded = [row for row in found if str(getattr(row, self.code)).lower() == code.lower()]
        found = coded or found
        if len(found) != 1:
            raise ValidationError(self.error_messages["several" if found else "invalid_choice"])
        return found[0]


class NamedFilter(django_filters.ModelChoiceFilter):
    """A filter of a list by one row, which is chosen or, of too many, named."""

    field_class = NamedField

    @property
    def field(self) -> Any:
        """The field of the form, without a list that is too long."""
        if not hasattr(self, "_field"):
            super().field.shorten()
        return super().field
