"""How many challenges stand behind each value of a filter, by all other filters that are set."""

from typing import Any

from django.db.models import Count, Q, QuerySet

from challenges.filters import (
    AWARD,
    CLOSES,
    STATUS,
    ChallengeFilter,
    answers_in,
    awarded,
    closes_within,
    serves,
    status_condition,
)
from core.goals import GOALS
from core.languages import language_choices

MANY = {"sdg"}  # of so many values those that show nothing are left out


def show_counts(filterset: ChallengeFilter) -> None:
    """Say behind each value how many challenges it would show."""
    by_condition: dict[str, dict[str, Q]] = {
        "status": {key: status_condition(key) for key, _label in STATUS},
        "closes": {key: closes_within(key) for key, _label in CLOSES},
        "award": {key: awarded() for key, _label in AWARD},
        "language": {code: answers_in(code) for code, _label in language_choices()},
        "sdg": {number: serves(number) for number, _label in GOALS},
    }
    for name, conditions in by_condition.items():
        _number(filterset, name, _counted(without(filterset, name), conditions))
    for name, path in (("country", "organisation__country"), ("area", "area__title")):
        rows = without(filterset, name).values_list(path).annotate(n=Count("pk"))
        _number(filterset, name, dict(rows.values_list(path, "n")))


def without(filterset: ChallengeFilter, name: str) -> QuerySet:
    """The rows that the other filters of this list let through, in no order."""
    rows = filterset.queryset.all()
    values = filterset.form.cleaned_data if filterset.is_bound and filterset.is_valid() else {}
    for other, value in values.items():
        if other not in (name, "sort"):
            rows = filterset.filters[other].filter(rows, value)
    return rows.order_by()


def _counted(rows: QuerySet, conditions: dict[str, Q]) -> dict[str, int]:
    counts = {f"n{place}": Count("pk", filter=one) for place, one in enumerate(conditions.values())}
    return dict(zip(conditions, rows.aggregate(**counts).values(), strict=True))


def _number(filterset: Any, name: str, counts: dict[str, int]) -> None:
    """Counts stand in the control alone: the chips name the value. A field of which nothing is left goes."""
    field, chosen = filterset.form.fields[name], filterset.form[name].value() or []
    shown = [
        (value, f"{label} ({counts.get(value, 0)})" if value else label)
        for value, label in field.choices
        if name not in MANY or counts.get(value) or value in chosen
    ]
    field.widget.choices = shown
    if not shown:
        del filterset.form.fields[name]
