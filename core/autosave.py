"""Forms that save themselves: the one wire format, told in docs/autosave.md."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.editing import Clash, plain
from core.workflow import Refused

Save = Callable[[int, dict[str, Any]], tuple[Any, Mapping[str, Any]]]


def as_sent(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values by field name, as a form sends them."""
    return {name: plain(value) for name, value in values.items()}


def autosave(
    request: HttpRequest, save: Save, *, show: Callable[[Mapping[str, Any]], Mapping[str, Any]] = as_sent
) -> JsonResponse:
    """Save the fields that a <draft-form> sent, and answer it.

    `save(version, fields)` saves all or none; it gives the item, and what others changed elsewhere in it.
    `show` turns the item's values into those of the form.
    """
    try:
        body = json.loads(request.body)
        version, fields = int(body["version"]), dict(body["fields"])
        _check_storable(fields)
    except (ValueError, KeyError, TypeError):
        return JsonResponse({"errors": {"": [_("This is not what a draft looks like.")]}}, status=400)
    try:
        item, others = save(version, fields)
    except Clash as clash:
        clash.note()
        return JsonResponse(clash.answer() | {"fields": show(clash.fields)}, status=409)
    except Refused as reason:
        return JsonResponse({"detail": str(reason), "version": version, "fields": {}}, status=409)
    except ValidationError as error:
        errors = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        return JsonResponse({"errors": errors}, status=400)
    saved_at = item.saved_at or timezone.now()
    answer = {"version": item.version, "saved_at": saved_at.isoformat(), "fields": show(others)}
    return JsonResponse(answer)


def _check_storable(value: Any) -> None:
    """Raise ValueError for text that no database takes: NUL, or half a character."""
    if isinstance(value, str):
        value.encode()
        if "\0" in value:
            raise ValueError
    elif isinstance(value, dict | list):
        for one in [*value, *value.values()] if isinstance(value, dict) else value:
            _check_storable(one)
