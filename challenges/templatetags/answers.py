"""Answers of a form, in the reader's language."""

from collections.abc import Mapping
from typing import Any

from django import template

from challenges.answers import shown

register = template.Library()


@register.filter
def answer_shown(answer: Mapping[str, Any]) -> Any:
    """A kept answer formatted by its kind; rows of cells for a table: {{ one|answer_shown }}."""
    return shown(answer)


@register.filter
def in_lines(value: Any) -> Any:
    """What a field holds, several chosen things one per line: {{ field.initial|in_lines }}."""
    return "\n".join(value) if isinstance(value, list) else value
