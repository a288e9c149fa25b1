"""Before and after of a field, kept as plain values; core.templatetags.changes has the words."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import models

Fact = dict[str, Any]
SIDES = ("before", "after")


def facts_of(
    item: Any, changed: Mapping[str, Any], *, zone: str, secret: frozenset[str] = frozenset()
) -> list[Fact]:
    """What differs, in the order of the model's fields; the item still has its old values.

    Times are read in `zone`, or in the zone that changes with them. Of secret fields no value is kept.
    """
    zones = [zone, changed.get("time_zone", zone)]
    facts = []
    for field in item._meta.fields:
        if field.name in secret & changed.keys():
            facts.append({"field": field.name, "secret": True})
        elif field.name in changed:
            values = [getattr(item, field.name), changed[field.name]]
            facts.append({"field": field.name, **dict(zip(SIDES, map(_plain, values), strict=True))})
            if isinstance(field, models.DateTimeField):
                facts[-1]["zones"] = dict(zip(SIDES, zones, strict=True))
    return facts


def facts_of_part(part: Any, changed: Mapping[str, Any]) -> list[Fact]:
    """The same for what is a part of the item that people know, such as a criterion; it goes by its name."""
    name = [part._meta.label_lower, str(part)]
    return [fact | {"of": name} for fact in facts_of(part, changed, zone="UTC")]


def fact_of_act(part: Any, act: str) -> Fact:
    """That a part was added, removed or restored."""
    return {"of": [part._meta.label_lower, str(part)], "act": act}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, str | int | bool | list | dict | None) else str(value)
