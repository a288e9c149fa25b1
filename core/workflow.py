"""The one way to move anything: guard(), perform() and Refused; and what "may I?" is asked of.

An arrow says itself where it is taken. Its `custom` holds `label`, the words for it, and one of

- `page`: the name of the address of a page that asks for more first; the step is offered as a link;
- `post`: the name of an address that takes the step by POST, with the arrow's name as `name`; a button;
- `inside`: the name of the act that takes it along with others; it is never offered by itself.

The address is called with the item's code, or with what `args`, a function of the item, gives. `style` is a
class of the button ("second", "danger"); `done` says in the history what a step did that leaves the state.

Rows are held in one order, so that no two acts wait for each other: organisation, competition, challenge,
event, panel, entry or project, release, then the row that changes; rows of one kind by their key. The job of
a long act is held before all of them. Whoever
decides on a row holds it and looks again: perform() the item that moves, core.editing.lock() what it needs.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol, cast

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django_fsm import Transition
from django_fsm import transition as any_transition

# The library types permissions and conditions as functions of any model; ours say of which.
transition: Callable[..., Callable[[Callable], Callable]] = any_transition


class Refused(Exception):
    """What was asked is not possible now; the message is a sentence for the person who asked."""

    saved = False  # what was sent along is saved all the same


@contextmanager
def after_saving() -> Iterator[None]:
    """For a step that follows a save: its refusal does not say that nothing was changed."""
    try:
        yield
    except Refused as error:
        error.saved = True
        raise


class Stale(Refused):
    """Somebody else changed the item since the person read it."""


class States(models.TextChoices):
    """The states of an item; a line may name the tone of its badge: `DONE = "done", "ok", _("Done")`.

    Tones say what a state means to a reader: ok, warn (needs care), bad, brand (in motion) or none.
    """

    tone: str

    def __new__(cls, value: str, tone: str = "") -> "States":
        """The state with its tone; the label is taken by Django."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.tone = tone
        return member


@dataclass(frozen=True)
class Step:
    """A transition as it is offered to one person: a link or a button, disabled while there are reasons."""

    name: str
    label: str
    style: str = ""
    address: str = ""
    posts: bool = True  # a button that sends a form, otherwise a link to a page
    reasons: Sequence[str] = ()
    target: str = ""


class Guard(Protocol):
    """A condition of a step, with the sentence for when it does not hold."""

    reason: Any
    asked: bool

    def __call__(self, item: Any) -> bool:
        """Whether it holds for the item."""


def guard(reason: Any, *, asked: bool = False) -> Callable[[Callable[[Any], bool]], Guard]:
    """Mark a function of an item as a condition that gives `reason` when it does not hold.

    `asked` says that the page where the step is taken asks for it: then the way there stays open.
    """

    def mark(check: Callable[[Any], bool]) -> Guard:
        marked = cast(Guard, check)
        marked.reason, marked.asked = reason, asked
        return marked

    return mark


def arrows(item: models.Model) -> Iterator[Transition]:
    """The transitions that lead out of the item's present state, whoever may take them."""
    return (arrow for arrow in item.get_all_state_transitions() if arrow.source == item.state)  # type: ignore[attr-defined]


def find_arrow(item: models.Model, name: str) -> Transition | None:
    """The arrow of that name out of the item's present state, or None."""
    return next((arrow for arrow in arrows(item) if arrow.name == name), None)


def unmet(arrow: Transition, item: models.Model) -> list[str]:
    """The sentences of the arrow's conditions that do not hold for the item."""
    return [str(check.reason) for check in _guards(arrow) if not check(item)]


def _gone_by(item: models.Model) -> str:
    """Why a step cannot be taken out of the state in which the item is."""
    state = item.get_state_display()  # type: ignore[attr-defined]
    return _("This step is not possible any more: it is “%(state)s” now.") % {"state": state}


def _in_the_way(arrow: Transition, item: models.Model) -> list[str]:
    """The sentences that the page where the step is taken can do nothing about."""
    return [str(check.reason) for check in _guards(arrow) if not check.asked and not check(item)]


def _guards(arrow: Transition) -> list[Guard]:
    return cast(list[Guard], arrow.conditions or [])


def reasons(item: models.Model, name: str, user: Any) -> list[str]:
    """Why the user cannot take the transition `name` now, as sentences; empty when it is possible."""
    arrow = find_arrow(item, name)
    if arrow is None:
        return [_gone_by(item)]
    if not arrow.has_perm(item, user):
        return [_("This step is for somebody else to take.")]
    return unmet(arrow, item)


def may(item: models.Model, name: str, user: Any) -> bool:
    """Whether the user could take the transition `name` now: right state, right person, no guard unmet."""
    return not reasons(item, name, user)


def steps(item: models.Model, user: Any) -> list[Step]:
    """The transitions that are offered to the user now; those that a guard holds back carry its reasons."""
    return [
        _offer(arrow, item)
        for arrow in arrows(item)
        if "inside" not in arrow.custom and arrow.has_perm(item, user)
    ]


def step(item: models.Model, name: str, user: Any) -> Step | None:
    """The transition `name` as it is offered to the user, or None when it is not."""
    arrow = find_arrow(item, name)
    if arrow is None or "inside" in arrow.custom or not arrow.has_perm(item, user):
        return None
    return _offer(arrow, item)


def done_label(model: type[models.Model], name: str) -> str:
    """What the history says of a step that leaves the state as it is, or nothing."""
    found = (arrow for arrow in model().get_all_state_transitions() if arrow.name == name)  # type: ignore[attr-defined]
    return next((str(arrow.custom["done"]) for arrow in found if "done" in arrow.custom), "")


def require_step(item: models.Model, name: str, user: Any) -> Step:
    """The transition `name` for the page that asks for what it needs.

    Raises PermissionDenied for a person who may not take it, Refused while it is not possible.
    """
    named = [arrow for arrow in item.get_all_state_transitions() if arrow.name == name]  # type: ignore[attr-defined]
    if not any(arrow.has_perm(item, user) for arrow in named):
        raise PermissionDenied
    arrow = find_arrow(item, name)
    if arrow is None:
        raise Refused(_gone_by(item))
    if sentences := _in_the_way(arrow, item):
        raise Refused(" ".join(sentences))
    return _offer(arrow, item)


def _offer(arrow: Transition, item: models.Model) -> Step:
    custom = arrow.custom
    args = custom["args"](item) if "args" in custom else [item.code]  # type: ignore[attr-defined]
    return Step(
        name=arrow.name,
        label=str(custom["label"]),
        style=custom.get("style", ""),
        address=reverse(custom.get("page") or custom["post"], args=args),
        posts="post" in custom,
        reasons=_in_the_way(arrow, item),
        target=str(arrow.target),
    )


def _check(fresh: models.Model, name: str, by: Any) -> None:
    """Raise what perform() raises when `by` cannot take the transition out of the state that the item has."""
    arrow = find_arrow(fresh, name)
    if arrow is None:
        raise Refused(_gone_by(fresh))
    if by is not None and not arrow.has_perm(fresh, by):
        raise PermissionDenied
    if sentences := unmet(arrow, fresh):
        raise Refused(" ".join(sentences))


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
        _check(fresh, name, by)
        getattr(fresh, name)()
        fresh.save()
        fresh.history.create(transition=name, source=source, target=fresh.state, by=by, note=note)
    for field in item._meta.concrete_fields:
        item.__dict__[field.attname] = fresh.__dict__[field.attname]
    item._state.fields_cache.clear()
    if hasattr(item, "_update_initial_state"):
        item._update_initial_state()
    return item


def perform_all(rows: models.QuerySet, name: str, *, by: Any, note: str = "") -> list[Any]:
    """Take the transition `name` for every row, all or none, in statements that do not grow with the rows.

    Each row is locked and checked as perform() does, and has its own line of history. What the rules read
    beside the row has to come with `rows` (prefetch_related shares it), and to be locked before.
    """
    with transaction.atomic():
        items = list(rows.select_for_update(of=("self",)))
        records, written = [], {"state"}
        for item in items:
            before = _values(item)
            _check(item, name, by)
            getattr(item, name)()
            line = {"source": before["state"], "target": item.state, "by": by, "note": note}
            records.append(item.history.model(item=item, transition=name, **line))
            written |= {field for field, value in _values(item).items() if value != before[field]}
        if items:
            rows.model._base_manager.bulk_update(items, written, batch_size=500)
            type(records[0])._base_manager.bulk_create(records, batch_size=500)
    return items


def _values(item: models.Model) -> dict[str, Any]:
    return {field.name: getattr(item, field.attname) for field in item._meta.concrete_fields}
