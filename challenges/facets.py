"""How many challenges stand behind each value of a filter, by all other filters that are set."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Count, Q, QuerySet

from challenges.filters import (
    AWARD,
    CLOSES,
    STATUS,
    ChallengeFilter,
    awarded,
    closes_within,
    status_condition,
)

MANY = {"sdg"}  # of so many values those that show nothing are left out


def show_counts(filterset: ChallengeFilter) -> None:
    """Say behind each value how many challenges it would show."""
    conditions: dict[str, dict[str, Q]] = {
        "status": {key: status_condition(key) for key, _label in STATUS},
        "closes": {key: closes_within(key) for key, _label in CLOSES},
        "award": {key: awarded() for key, _label in AWARD},
    }
    chosen = filterset.form.cleaned_data if filterset.is_bound and filterset.is_valid() else {}
    free = [name for name in conditions if not chosen.get(name)]
    for names in (free, *([name] for name in conditions if name not in free)):
        asked = [one for name in names for one in conditions[name].values()]
        counts = _counted(without(filterset, names), asked)
        for name in names:
            _number(filterset, name, {key: next(counts) for key in conditions[name]})
    for name, path in (("country", "organisation__country"), ("area", "area__title")):
        _number(filterset, name, dict(_grouped(without(filterset, [name]), path)))
    for name, path in (("language", "languages"), ("sdg", "sdgs")):
        numbers: Counter[str] = Counter()
        for values, number in _grouped(without(filterset, [name]), path):
            numbers.update(dict.fromkeys(values, number))
        _number(filterset, name, numbers)


def without(filterset: ChallengeFilter, names: list[str]) -> QuerySet:
    """The rows that the other filters of this list let through, in no order."""
    rows = filterset.queryset.all()
    values = filterset.form.cleaned_data if filterset.is_bound and filterset.is_valid() else {}
    for other, value in values.items():
        if other not in (*names, "sort"):
            rows = filterset.filters[other].filter(rows, value)
    return rows.order_by()


def _counted(rows: QuerySet, conditions: list[Q]) -> Iterator[int]:
    counts = {f"n{place}": Count("pk", filter=one) for place, one in enumerate(conditions)}
    return iter(rows.aggregate(**counts).values()) if counts else iter(())


def _grouped(rows: QuerySet, path: str) -> QuerySet:
    return rows.values_list(path).annotate(n=Count("pk")).values_list(path, "n")


def _number(filterset: Any, name: str, counts: Mapping[str, int]) -> None:
    """Counts stand in the control alone: the chips name the value. A field of which nothing is left goes."""
    field, chosen = filterset.form.fields[name], filterset.form[name].value() or []
    field.choices = list(field.choices)  # asked of the database once, for chips as well
    shown = [
        (value, f"{label} ({counts.get(value, 0)})" if value else label)
        for value, label in field.choices
        if name not in MANY or counts.get(value) or value in chosen
    ]
    field.widget.choices = shown
    if not shown:
        del filterset.form.fields[name]
