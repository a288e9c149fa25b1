"""The journal of fields: who wrote what, when, and what stood there before.

One row for each person, field and spell of writing: ten quiet minutes end a spell, and so does somebody else
who writes in the field. Within a spell only the end moves. A text that clashed and was not saved has a row
too. Kinds of items that are kept here, and who may read them, stand in JOURNALS of config/switchboard.py.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.module_loading import import_string

from core.models import User, Writing
from core.queries import about
from core.zones import today_in

QUIET = timedelta(minutes=10)


@dataclass(frozen=True)
class Field:
    """A field of an item: its words, what stands in it now, and whether a text of it can be restored."""

    label: Any
    value: Any
    is_text: bool = True


@dataclass(frozen=True)
class Journal:
    """The journal of a kind of item.

    `open_to(item, user)`: whether the person may read all that was ever written in it. `fields(item)`: those
    that are shown, by name. `restore(item, user, version, field, text)`: writes a text as the item's own form
    does, or raises what that raises. `page(item, field)`: where this form stands. `over(day)`: the items
    whose texts are no longer kept on that day; without it they are kept as long as the item is.
    `may_restore(item, user)`: whether a reader is offered to write them again.
    """

    open_to: Callable[[Any, User], bool]
    fields: Callable[[Any], Mapping[str, Field]]
    restore: Callable[[Any, User, int, str, str], object]
    page: Callable[[Any, str], str]
    over: Callable[[date], models.QuerySet] | None = None
    may_restore: Callable[[Any, User], bool] = lambda item, user: True


def journal_of(kind: str) -> Journal:
    """The journal of that kind of item; KeyError where none is kept."""
    return import_string(settings.JOURNALS[kind])()


def fields_of(item: models.Model, names: Iterable[str]) -> dict[str, Field]:
    """Fields of the item's own, for `Journal.fields`."""
    found = {}
    for name in names:
        field: Any = item._meta.get_field(name)
        is_text = isinstance(field, models.CharField | models.TextField) and not field.choices
        value = told(field.value_from_object(item)) if is_text else None
        found[name] = Field(field.verbose_name, value, is_text)
    return found


def of_fields(
    names: Iterable[str],
    *,
    open_to: Callable[[Any, User], bool],
    edit: Callable[..., object],
    page: Callable[[Any], str],
    shown: Iterable[str] = (),
    needs_reason: Callable[[Any], bool] = lambda item: False,
) -> Journal:
    """The journal of an item's own fields, which the action `edit` changes as the form on `page` does.

    Fields that are `shown` are read here and changed elsewhere, or not one by one; so are all of an item
    whose changes need a reason.
    """
    names, shown = tuple(names), tuple(shown)

    def fields(item: models.Model) -> dict[str, Field]:
        found = fields_of(item, [*names, *shown])
        read = found if needs_reason(item) else shown
        return found | {name: Field(found[name].label, None, is_text=False) for name in read}

    def restore(item: Any, by: User, version: int, field: str, text: str) -> object:
        return edit(item, by=by, version=version, **{field: text})

    return Journal(open_to, fields, restore, lambda item, _field: page(item))


def note(
    item: models.Model,
    *,
    by: User | None,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    part: str = "",
    saved: bool = True,
) -> None:
    """Write down what the person wrote in fields of the item: `before` may have more fields than `after`.

    Call it in the transaction that saves the item. `part` goes before the names of fields that are known only
    inside a part of the item.
    """
    if by is None or not after or not is_kept(item):
        return
    now = timezone.now()
    texts = {_name(part, name): (told(before[name]), told(after[name])) for name in after}
    same = {**about(item), "by": by, "saved": saved}
    recent = Writing.objects.filter(**same, field__in=texts, ended_at__gte=now - QUIET)
    going_on = {row.field: row for row in recent.order_by("ended_at", "id")}
    rows = []
    for name, (old, new) in texts.items():
        row = going_on.get(name)
        # Where the text is no longer the person's own, somebody else has written meanwhile.
        if row is None or old != (row.after if saved else row.before):
            began, first = now, old
        else:
            began, first = row.began_at, row.before
        rows.append(Writing(**same, field=name, began_at=began, ended_at=now, texts=[first, new]))
    Writing.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["item_kind", "item_id", "field", "by", "saved", "began_at"],
        update_fields=["ended_at", "texts"],
    )


def is_kept(item: Any) -> bool:
    """Whether a journal of such items is kept."""
    return item._meta.label_lower in settings.JOURNALS


def wrote_last(item: Any, by: User | None, names: Iterable[str], part: str = "") -> bool:
    """Whether nobody but the person wrote last in each of these fields: in another window, then."""
    if by is None or not is_kept(item):
        return False
    fields = [_name(part, name) for name in names]
    rows = Writing.objects.filter(**about(item), field__in=fields, saved=True)
    writers = dict(rows.order_by("ended_at", "id").values_list("field", "by"))
    return bool(fields) and all(writers.get(field) == by.pk for field in fields)


def purge() -> int:
    """Delete what was written in items that are gone, or whose time is over; the number of rows."""
    deleted = 0
    for kind in settings.JOURNALS:
        rows = Writing.objects.filter(item_kind=kind)
        ended = Q(~Exists(apps.get_model(kind)._base_manager.filter(pk=OuterRef("item_id"))))
        if over := journal_of(kind).over:
            ended |= Q(Exists(over(today_in("UTC")).filter(pk=OuterRef("item_id"))))
        deleted += rows.filter(ended).delete()[0]
    return deleted


def name_of(field: str) -> tuple[str, str]:
    """The part and the name of which a row's field is made."""
    part, _dot, name = field.rpartition(".")
    return part, name


def _name(part: str, name: str) -> str:
    return f"{part}.{name}" if part else name


def told(value: Any) -> Any:
    """The value as the journal keeps it: a text, a number, yes or no, nothing, or a list of these."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n")
    if isinstance(value, models.QuerySet | list | tuple):
        return [told(one) for one in value]
    if value is None or isinstance(value, bool | int):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
