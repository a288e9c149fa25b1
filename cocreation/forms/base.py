"""What forms on a board have in common."""

from typing import Any

from django import forms

from core.forms import VersionedForm


class DayInput(forms.DateInput):
    """A day, in the form that the browser's own picker wants."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class BoardForm(VersionedForm):
    """Fields of something on a board, with a picker for days."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.DateField):
                field.widget = DayInput()
