"""Events: set up by their host, visited by members."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.changes.facts import Fact, facts_of
from core.changes.publish import Plan, plan_of, publish
from core.editing import changes, check_unchanged, lock, write
from core.models import Change, User
from core.workflow import Refused
from network.models import Event, Organisation, Registration
from network.permissions import can_host_event, is_member_of, is_network_member

# What guests plan by.
TOLD = {"starts_at", "ends_at", "time_zone", "place", "online_url"}
SECRET = frozenset({"online_url"})  # guests read it on the page of the event


def must_host(event: Event, by: User) -> None:
    if not can_host_event(event.host, by):
        raise PermissionDenied


def must_be_open(event: Event) -> None:
    if event.is_cancelled():
        raise Refused(_("This event has been called off."))
    if event.is_withheld():
        raise Refused(_("The network office has taken this event off the site. Its page says why."))
    if not event.is_open():
        raise Refused(_("This event has begun already."))


@transaction.atomic
def create_event(*, host: Organisation, by: User, **fields: Any) -> Event:
    """A new event of an organisation that the person may speak for."""
    if not can_host_event(host, by):
        raise PermissionDenied
    _must_be_able_to_announce(host, fields)
    event = Event(host=host, **fields)
    event.full_clean()
    event.save()
    audit.record(event, "created", by=by)
    return event


@transaction.atomic
def plan_event(event: Event, *, by: User, version: int, **fields: Any) -> Plan:
    """What guests would hear of an edit, and who they are; raises as the edit would."""
    kept, changed = _to_change(event, by, version, fields)
    return plan_of(kept, _public(kept, changed), at_once=True)


@transaction.atomic
def edit_event(event: Event, *, by: User, version: int, reason: str = "", **fields: Any) -> Event:
    """Change the event; time, place and link of one that is not over with a reason, of which guests are told.

    Raises Clash when somebody else changed the same since `version`, or called the event off.
    """
    kept, changed = _to_change(event, by, version, fields)
    if not changed:
        return kept
    facts, public = facts_of(kept, changed, zone=kept.time_zone, secret=SECRET), _public(kept, changed)
    write(kept, changed, by=by)
    audit.record(kept, "edited", by=by, reason=reason.strip(), changes=facts)
    if public:
        publish(kept, public, by=by, reason=reason)
    return kept


def _to_change(event: Event, by: User, version: int, fields: dict[str, Any]) -> tuple[Event, dict[str, Any]]:
    """The event afresh and locked, with its old values, and the new ones that differ and are sound."""
    must_host(event, by)
    kept = lock(event)
    check_unchanged(kept, ["cancelled_at"], version=version)
    changed = changes(kept, by=by, version=version, values=fields).changed
    _must_be_able_to_announce(changed.get("host", kept.host), changed)
    now = timezone.now()
    if "starts_at" in changed and not kept.is_over():
        if kept.starts_at <= now:
            raise ValidationError({"starts_at": _("The event has begun: its beginning stays as it is.")})
        if changed["starts_at"] <= now:
            raise ValidationError({"starts_at": _("An event cannot be moved into the past.")})
    return kept, changed


def _must_be_able_to_announce(host: Organisation, fields: dict[str, Any]) -> None:
    """Raise ValidationError where what is no member of the network would speak to the public."""
    if fields.get("is_public") and not host.is_approved():
        sentence = _(
            "The network office has not admitted %(host)s yet. Save without this, and announce it later."
        )
        raise ValidationError({"is_public": sentence % {"host": host.name}})


def _public(kept: Event, changed: dict[str, Any]) -> list[Fact]:
    """What guests have to hear; nothing once the event is over."""
    told = {} if kept.is_over() else {name: value for name, value in changed.items() if name in TOLD}
    return facts_of(kept, told, zone=kept.time_zone, secret=SECRET)


@transaction.atomic
def cancel_event(event: Event, *, by: User, reason: str) -> Event:
    """Call the event off and tell everybody who comes, with the reason."""
    must_host(event, by)
    kept = lock(event)
    must_be_open(kept)
    if not reason.strip():
        raise Refused(_("Say why the event is called off: the people who wanted to come will read it."))
    kept.cancelled_at, kept.cancel_reason = timezone.now(), reason.strip()
    kept.stamp(["cancelled_at"])
    kept.save()
    audit.record(kept, "cancelled", by=by, reason=kept.cancel_reason)
    publish(kept, [], by=by, reason=reason, kind=Change.Kind.CANCELLED)
    return kept


@transaction.atomic
def register(event: Event, *, by: User) -> Registration:
    """A place at the event; twice is once. Refused when it is full, over or called off."""
    kept = lock(event)
    must_be_open(kept)
    if not (kept.is_public or is_network_member(by) or is_member_of(kept.host, by)):
        raise Refused(
            _("This event is for members of the network. The office has to admit your organisation first.")
        )
    others = kept.registrations.filter(cancelled_at=None).exclude(user=by)
    if kept.capacity is not None and others.count() >= kept.capacity:
        raise Refused(_("All places are taken. Ask the host whether somebody has signed off."))
    registration, _made = Registration.objects.update_or_create(
        event=kept, user=by, defaults={"cancelled_at": None}
    )
    return registration


@transaction.atomic
def sign_off(event: Event, *, by: User) -> None:
    """Give one's place back."""
    event.registrations.filter(user=by, cancelled_at=None).update(cancelled_at=timezone.now())
