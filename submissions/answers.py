"""Answers as texts, as they are kept."""

from typing import Any


def as_text(value: Any) -> Any:
    """The text under which an answer is kept; anything that is no list of texts stays as it is."""
    is_list = isinstance(value, list) and all(isinstance(one, str) for one in value)
    return "\n".join(value) if is_list else value
