"""What list pages, badges and texts ask: page numbers, filter chips, words for codes."""

from collections.abc import Iterable
from typing import Any

from babel.numbers import format_decimal
from django import template
from django.core.paginator import Page
from django.http import HttpRequest, QueryDict
from django.template.defaultfilters import filesizeformat

from core import goals, languages, workflow
from core.kept import opens
from core.requests import came_from
from core.templatetags.times import locale

register = template.Library()


@register.filter
def language_name(code: str) -> str:
    """The name of a content language: {{ "pt-br"|language_name }}."""
    return languages.language_name(code)


@register.filter
def goal_name(number: str) -> str:
    """Number and name of a Sustainable Development Goal: {{ "13"|goal_name }}."""
    return goals.goal_name(number)


@register.filter
def number(value: Any) -> str:
    """A number as the reader writes it, at most two decimals: {{ reading.value|number }}."""
    return "" if value in (None, "") else format_decimal(round(value, 2), locale=locale())


@register.filter
def chance(value: float) -> str:
    """An estimated chance from 0 to 1 in whole percent; never a certainty, which no estimate gives."""
    percent = round(100 * value)
    return "< 1 %" if percent < 1 else "> 99 %" if percent > 99 else f"{percent} %"


@register.filter
def size(value: int | None) -> str:
    """A file's size in words."""
    return filesizeformat(value or 0)


@register.simple_tag
def elided(page: Page) -> Iterable[int | str]:
    """Page numbers around the current one, with an ellipsis where some are left out."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)


@register.filter
def state_label(record: Any) -> str:
    """The word for the state that a history line led to, or for what was done where it stayed."""
    model = record._meta.get_field("item").related_model
    if record.source == record.target and (done := workflow.done_label(model, record.transition)):
        return done
    return str(model.State(record.target).label) if record.target in model.State.values else record.target


@register.filter
def old_state_label(record: Any) -> str:
    """The word for the state that a history line started from."""
    states = record._meta.get_field("item").related_model.State
    return str(states(record.source).label) if record.source in states.values else record.source


def _without(data: QueryDict, name: str, value: str) -> str:
    rest = data.copy()
    rest.setlist(name, [one for one in rest.getlist(name) if one != value])
    rest.pop("page", None)
    return f"?{rest.urlencode()}"


@register.simple_tag
def way_back(request: HttpRequest) -> str:
    """The page of this site that the person came from, or nothing; a form leads back to its own page."""
    own = request.method == "POST" and opens(request.path_info)
    return came_from(request) or (request.get_full_path() if own else "")


@register.simple_tag
def chips(filterset: Any) -> list[dict[str, str]]:
    """The filters in use: name of the field, words of the value, address of the list without it."""
    form = filterset.form
    if not form.is_bound or not isinstance(form.data, QueryDict):
        return []
    found = []
    for name, field in form.fields.items():
        words = _words_of(form, name, field)
        for value in form.data.getlist(name):
            if value and (not words or value in words):
                label = str(field.label or name)
                found.append(
                    {
                        "label": label,
                        "value": words.get(value, value),
                        "url": _without(form.data, name, value),
                    }
                )
    return found


def _words_of(form: Any, name: str, field: Any) -> dict[str, str]:
    """What each value of the field is called; of one that is written, the one that was found."""
    if getattr(field, "is_written", False):
        row = getattr(form, "cleaned_data", {}).get(name)
        return {form.data[name]: str(row)} if row else {}
    return {str(value): str(label) for value, label in _choices(field)}


def _choices(field: Any) -> list[tuple[Any, Any]]:
    """A field's choices in one level, groups opened."""
    flat: list[tuple[Any, Any]] = []
    for value, label in getattr(field, "choices", []):
        flat.extend(label) if isinstance(label, list | tuple) else flat.append((value, label))
    return flat
