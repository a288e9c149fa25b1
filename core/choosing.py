"""The rows that a person may choose from in a form."""

from typing import Any

from django import forms
from django.db.models import QuerySet


def offer(form: forms.BaseForm, name: str, rows: QuerySet, *, first: Any = None) -> None:
    """Let the field choose among these rows, with `first` chosen already."""
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- a mistake in the form, not in its input
    field.queryset = rows
    if first is not None:
        field.initial = first
