"""Writing together: the row held, what differs from it, and the clash of two people in one field."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, TypeVar

from django.db import models
from django.utils.translation import gettext as _

from core import journal
from core.models import User
from core.versioned import Versioned
from core.workflow import Stale

Item = TypeVar("Item", bound=models.Model)
Row = TypeVar("Row", bound=Versioned)


class Clash(Stale):
    """Somebody else changed the same fields meanwhile, or the person in another window; nothing was saved.

    `item` is as it stands now: `fields` is what it has in the fields that clash, `others` what it has in
    further fields that changed since the person read it. `mine` is what the person `by` wrote in the fields
    that clash.
    """

    def __init__(
        self,
        item: Any,
        fields: Mapping[str, Any],
        others: Mapping[str, Any] | None = None,
        *,
        by: User | None = None,
        mine: Mapping[str, Any] | None = None,
        part: str = "",
    ) -> None:
        self.is_own = item.one_writer or journal.wrote_last(item, by, fields, part)
        if self.is_own:
            text = _("You changed this in another window meanwhile. Compare the two texts.")
        else:
            text = _("Somebody else changed the same meanwhile. Compare the two texts.")
        super().__init__(text)
        self.item, self.version = item, item.version
        self.fields, self.others = dict(fields), dict(others or {})
        self.is_kept = by is not None and journal.is_kept(item)
        self.by, self.mine, self.part = by, dict(mine or {}), part

    def note(self) -> None:
        """Keep both texts in the journal; to be called when what was saved beside has been taken back."""
        journal.note(self.item, by=self.by, before=self.fields, after=self.mine, part=self.part, saved=False)

    def answer(self) -> dict[str, Any]:
        """The clash for a machine: what a 409 of docs/autosave.md says."""
        fields = {name: plain(value) for name, value in self.fields.items()}
        return {"detail": str(self), "version": self.version, "fields": fields}


class Merged(NamedTuple):
    """What is to be written, and what others wrote elsewhere since the person read the item."""

    changed: dict[str, Any]
    others: dict[str, Any]


def lock(item: Item, *related: str) -> Item:
    """The item's row as it is now, held until the transaction ends; `related` is fetched with it."""
    rows = lock_all(item._meta.model._base_manager.all())
    return (rows.select_related(*related) if related else rows).get(pk=item.pk)


def lock_all(rows: models.QuerySet) -> models.QuerySet:
    """The same rows, held from their fetching to the end of the transaction; no row joined with them is."""
    return rows.select_for_update(of=("self",))


def merge(
    item: Versioned,
    *,
    by: User | None,
    version: int | None,
    fields: Mapping[str, Any],
    stored: Mapping[str, Any],
    versions: Mapping[str, int] | None = None,
    part: str = "",
) -> Merged:
    """What of `fields`, written from `version` on, changes the locked item, which has `stored` now.

    Only what differs from what is stored is a change. Raises Clash exactly where a field was changed after
    `version` to something else; without a version, never. `versions` says when fields changed that the item
    does not keep itself, `part` in which part of the item they are. Who writes them by other means than
    write() notes them in the journal.
    """
    version = item.version if version is None else version
    at = item.version_of if versions is None else lambda name: versions.get(name, 0)
    changed = {name: value for name, value in fields.items() if not same(value, stored[name])}
    late = [name for name in stored if at(name) > version]
    others = {name: stored[name] for name in late if name not in fields}
    if clashing := {name: stored[name] for name in late if name in changed}:
        mine = {name: fields[name] for name in clashing}
        raise Clash(item, clashing, others, by=by, mine=mine, part=part)
    return Merged(changed, others)


def changes(fresh: Versioned, *, by: User, version: int | None, values: Mapping[str, Any]) -> Merged:
    """merge() for fields of the locked item's own."""
    own = {field.name for field in fresh._meta.get_fields()}
    names = {*values, *(own & set(getattr(fresh, "field_versions", ())))}
    stored = {name: _stored(fresh, name) for name in names}
    return merge(fresh, by=by, version=version, fields=values, stored=stored)


def write(fresh: Versioned, changed: Mapping[str, Any], *, by: User) -> None:
    """Give the locked item these values under its next version, save it, and note it in the journal.

    Raises ValidationError with a sentence per field when they break a rule of the model.
    """
    before = {name: _stored(fresh, name) for name in changed}
    lists = {name: value for name, value in changed.items() if fresh._meta.get_field(name).many_to_many}
    for name, value in changed.items():
        if name not in lists:
            setattr(fresh, name, value)
    fresh.stamp(changed)
    check(fresh)
    fresh.save()
    for name, rows in lists.items():
        getattr(fresh, name).set(rows)
    journal.note(fresh, by=by, before=before, after=changed)


def change(item: Row, *, by: User, version: int | None, values: Mapping[str, Any]) -> Row:
    """The item as it is now with the new values; the one way for a form that saves by its button.

    Call it inside a transaction. Raises Clash where somebody else changed the same since `version`,
    ValidationError for values that break a rule. Nothing is written where nothing differs.
    """
    fresh = lock(item)
    if changed := changes(fresh, by=by, version=version, values=values).changed:
        write(fresh, changed, by=by)
    return fresh


def check(item: models.Model) -> None:
    """Raise ValidationError with a sentence per field when the item breaks a rule of its model."""
    item.full_clean(exclude=["state"])  # moved by perform() alone


def check_unchanged(fresh: Versioned, names: Iterable[str], *, version: int) -> None:
    """Raise Clash when one of these fields, on which a step rests, changed since `version`."""
    if late := {name: _stored(fresh, name) for name in names if fresh.version_of(name) > version}:
        raise Clash(fresh, late)


def _stored(item: models.Model, name: str) -> Any:
    value = getattr(item, name)
    return list(value.all()) if isinstance(value, models.Manager) else value


def same(one: Any, other: Any) -> bool:
    """Whether two values of a field say the same, whatever the ends of lines and the order of chosen rows."""
    return _core_of(one) == _core_of(other)


def _core_of(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("\r\n", "\n")
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, models.QuerySet) or (
        isinstance(value, list | tuple) and any(isinstance(one, models.Model) for one in value)
    ):
        return sorted(one.pk for one in value)
    return list(value) if isinstance(value, tuple) else value


def plain(value: Any) -> Any:
    """A field's value as a form sends it: a text, a list of texts, or whether a box is ticked."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return value
    if isinstance(value, models.Model):
        return str(value.pk)
    if isinstance(value, list | tuple | models.QuerySet):
        return sorted(plain(one) for one in value)
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
