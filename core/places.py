"""Where an item stands in a list: how many are before it, and which come next to it.

The database compares with what the list is ordered by: no row is read but the two beside the item.
"""

from typing import Any, NamedTuple

from django.db.models import Count, F, Model, Q, QuerySet
from django.db.models.expressions import OrderBy


class Place(NamedTuple):
    """The number of an item in a list, from 1; 0 where the list does not hold it, but would put it there."""

    number: int
    total: int
    previous: Any
    next: Any


def place_of(item: Model, rows: QuerySet, everything: QuerySet) -> Place:
    """Where the item stands among the rows, ordered without ties; `everything` holds it in any case."""
    keys = {f"key_{number}": order for number, order in enumerate(rows.query.order_by)}
    columns = {name: _column(order) for name, order in keys.items()}
    own = everything.order_by().annotate(**columns).filter(pk=item.pk).values(*keys).get()
    rows = rows.annotate(**columns)
    before, after, equal = Q(), Q(), Q()
    for name, order in keys.items():
        less, more = ("gt", "lt") if _falls(order) else ("lt", "gt")
        before |= equal & Q(**{f"{name}__{less}": own[name]})
        after |= equal & Q(**{f"{name}__{more}": own[name]})
        equal &= Q(**{name: own[name]})
    count = rows.order_by().aggregate(
        total=Count("pk"), before=Count("pk", filter=before), own=Count("pk", filter=Q(pk=item.pk))
    )
    number = count["before"] + 1 if count["own"] else 0
    return Place(number, count["total"], rows.filter(before).reverse().first(), rows.filter(after).first())


def _column(order: Any) -> Any:
    if isinstance(order, str):
        return F(order.removeprefix("-"))
    return order.expression if isinstance(order, OrderBy) else order


def _falls(order: Any) -> bool:
    return order.startswith("-") if isinstance(order, str) else getattr(order, "descending", False)
