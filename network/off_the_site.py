"""All that an office has taken off the site, of whatever kind, for one list with pages."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import F, Max, Q, QuerySet, Value
from django.http import Http404
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from core.models import User
from network.models import Organisation, OrganisationRecord, Withholdable

# Beside the kinds of the table: a member is not taken off the site but suspended.
SUSPENDED = "organisation"


@dataclass(frozen=True)
class Taken:
    """Something that is off the site: what it is, whose, since when, by whom, why, and the way back."""

    item: Any
    noun: Any
    whose: Organisation
    at: datetime
    by: User | None
    reason: str
    back_url: str
    step: str = ""  # of an organisation: the step that ends its suspension


def model_of(kind: str) -> type[Withholdable]:
    """The model with that name, if an office can take such things off the site."""
    if kind not in settings.WITHHOLDABLE:
        raise Http404
    return import_string(settings.WITHHOLDABLE[kind])


def taken_off_by(user: User) -> QuerySet:
    """Kind, key and moment of all that is off the site and for the user to show again, the latest first."""
    since = Max("history__at", filter=Q(history__transition="suspend"))
    rows = _named(Organisation.objects.suspended_by(user), SUSPENDED, since)
    others = [
        _named(model_of(kind).objects.taken_off_by(user), kind, F("withheld_at"))  # type: ignore[attr-defined]
        for kind in settings.WITHHOLDABLE
    ]
    return rows.union(*others, all=True).order_by("-at", "kind_name", "-id")


def _named(rows: QuerySet, kind: str, at: Any) -> QuerySet:
    return rows.order_by().annotate(kind_name=Value(kind), at=at).values_list("kind_name", "id", "at")


def fetched(found: Iterable[tuple[str, int, datetime]]) -> list[Taken]:
    """What stands on a page, with as many queries as there are kinds on it."""
    rows = list(found)
    keys: dict[str, list[int]] = defaultdict(list)
    for kind, pk, _at in rows:
        keys[kind].append(pk)
    items = {kind: _of_kind(kind, ones) for kind, ones in keys.items()}
    return [items[kind][pk] for kind, pk, _at in rows if pk in items[kind]]


def _of_kind(kind: str, keys: list[int]) -> dict[int, Taken]:
    return _suspended(keys) if kind == SUSPENDED else _withheld(kind, keys)


def _withheld(kind: str, keys: list[int]) -> dict[int, Taken]:
    model: Any = model_of(kind)
    rows = model.objects.filter(pk__in=keys).with_owner().select_related("withheld_by")
    return {
        item.pk: Taken(
            item=item,
            noun=item.noun,
            whose=item.whose_it_is(),
            at=item.withheld_at,
            by=item.withheld_by,
            reason=item.withheld_reason,
            back_url=item.get_restore_url(),
        )
        for item in rows
    }


def _suspended(keys: list[int]) -> dict[int, Taken]:
    lines = OrganisationRecord.objects.filter(item__in=keys, transition="suspend")
    return {
        line.item_id: Taken(
            item=line.item,
            noun=_("Organisation"),
            whose=line.item,
            at=line.at,
            by=line.by,
            reason=line.item.decision_reason,
            back_url=reverse("network:organisation_step", args=[line.item.code]),
            step="lift",
        )
        for line in lines.select_related("item", "by").order_by("at", "pk")  # the latest stays
    }
