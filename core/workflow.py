"""The one way to move anything: guard(), perform() and Refused."""

from collections.abc import Callable, Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from django_fsm import Transition


class Refused(Exception):
    """What was asked is not possible now; the message is a sentence for the person who asked."""


class Stale(Refused):
    """Somebody else changed the item since the person read it."""


def guard(reason: Any) -> Callable[[Callable], Callable]:
    """Mark a function of an item as a condition that gives `reason` when it does not hold."""

    def mark(check: Callable) -> Callable:
        check.reason = reason  # type: ignore[attr-defined]
        return check

    return mark


def arrows(item: models.Model) -> Iterator[Transition]:
    """The transitions that lead out of the item's present state, whoever may take them."""
    return (arrow for arrow in item.get_all_state_transitions() if arrow.source == item.state)  # type: ignore[attr-defined]


def find_arrow(item: models.Model, name: str) -> Transition | None:
    """The arrow of that name out of the item's present state, or None."""
    return next((arrow for arrow in arrows(item) if arrow.name == name), None)


def unmet(arrow: Transition, item: models.Model) -> list[str]:
    """The sentences of the arrow's conditions that do not hold for the item."""
    return [str(check.reason) for check in arrow.conditions or [] if not check(item)]


def may(item: models.Model, name: str, user: Any) -> bool:
    """Whether the user could take the transition `name` now: right state, right person, no guard unmet."""
    arrow = find_arrow(item, name)
    return arrow is not None and arrow.has_perm(item, user) and not unmet(arrow, item)


def perform(transition: Callable, *, by: Any, note: str = "") -> models.Model:
    """Check, run, save and record one transition: all of it or none of it.

    `transition` is a bound method such as `entry.submit`; `by` the acting user, or None for the system.
    The row is locked and looked at afresh, so that of two people who press the same button one wins.
    The item is brought up to date and returned. Raises PermissionDenied when the person may not,
    Refused when it is not possible now, Stale when the item has moved since it was read.
    """
    item = transition.__self__  # type: ignore[attr-defined]
    name = transition.__name__
    with transaction.atomic():
        fresh = type(item)._base_manager.select_for_update(of=("self",)).get(pk=item.pk)
        source = fresh.state
        if source != item.state:
            raise Stale(_("Somebody else has just moved this on. Reload the page to see where it stands."))
        arrow = find_arrow(fresh, name)
        if arrow is None:
            raise Refused(_("This step is not possible any more."))
        if by is not None and not arrow.has_perm(fresh, by):
            raise PermissionDenied
        if reasons := unmet(arrow, fresh):
            raise Refused(" ".join(reasons))
        getattr(fresh, name)()
        fresh.save()
        fresh.history.create(transition=name, source=source, target=fresh.state, by=by, note=note)
    for field in item._meta.concrete_fields:
        item.__dict__[field.attname] = fresh.__dict__[field.attname]
    item._state.fields_cache.clear()
    if hasattr(item, "_update_initial_state"):
        item._update_initial_state()
    return item
