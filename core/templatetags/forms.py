"""What form components ask of a form."""

from collections.abc import Iterator
from typing import Any

from django import forms, template

register = template.Library()


@register.simple_tag
def problems(form: Any = None, several: Any = None) -> list[dict[str, str]]:
    """Every error of a form, or of several: text, label and the id that a link should lead to."""
    return [line for one in [form, *(several or [])] if one for line in _of_one(one)]


def _of_one(form: forms.BaseForm) -> Iterator[dict[str, str]]:
    for name, errors in form.errors.items():
        field = form[name] if name in form.fields else None
        for text in errors:
            yield {
                "text": str(text),
                "label": str(field.label or "") if field and not field.is_hidden else "",
                "target": first_id(field) if field and not field.is_hidden else "",
            }


def first_id(field: forms.BoundField) -> str:
    """The id of the first thing in the field that can take the focus."""
    if field.use_fieldset:
        parts = field.subwidgets
        first = parts[0].id_for_label if parts else ""
        return first if first and first != field.auto_id else f"{field.auto_id}_0"
    return field.id_for_label or field.auto_id


@register.simple_tag
def scale_points(field: forms.BoundField) -> list[dict[str, Any]]:
    """The points of a worded scale; a choice's label is “4 – Strong”, mark and word apart."""
    points = []
    for option in field.subwidgets:
        if str(option.data["value"]) == "":
            continue
        mark, _dash, word = str(option.choice_label).partition(" – ")
        points.append(
            {
                "id": option.id_for_label,
                "value": option.data["value"],
                "mark": mark,
                "word": word,
                "checked": option.data["selected"],
            }
        )
    return points
