"""Events: set up by their host, visited by members."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.asking import who_is_affected
from core.editing import changes, check_unchanged, lock, write
from core.mail import notify
from core.models import User
from core.workflow import Refused
from network.models import Event, Organisation, Registration
from network.permissions import can_host_event

# What guests plan by.
TOLD = {"starts_at", "ends_at", "time_zone", "place", "online_url"}


def must_host(event: Event, by: User) -> None:
    if not can_host_event(event.host, by):
        raise PermissionDenied


def must_be_open(event: Event) -> None:
    if event.is_cancelled():
        raise Refused(_("This event has been called off."))
    if not event.is_open():
        raise Refused(_("This event has begun already."))


@transaction.atomic
def create_event(*, host: Organisation, by: User, **fields: Any) -> Event:
    """A new event of an organisation that the person may speak for."""
    if not can_host_event(host, by):
        raise PermissionDenied
    event = Event(host=host, **fields)
    event.full_clean()
    event.save()
    audit.record(event, "created", by=by)
    return event


@transaction.atomic
def edit_event(event: Event, *, by: User, version: int, **fields: Any) -> Event:
    """Change the event; when time, place or the link move, everybody who comes is told.

    Raises Clash when somebody else changed the same since `version`, or called the event off.
    """
    must_host(event, by)
    kept = lock(event)
    check_unchanged(kept, ["cancelled_at"], version=version)
    changed = changes(kept, version=version, values=fields).changed
    write(kept, changed)
    audit.record(kept, "edited", by=by)
    if changed.keys() & TOLD:
        _tell_guests("network/mail/event_moved", kept, new_link="online_url" in changed)
    return kept


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
    _tell_guests("network/mail/event_cancelled", kept, reason=kept.cancel_reason)
    return kept


def _tell_guests(template: str, event: Event, **values: str | bool) -> None:
    notify(
        template,
        to=who_is_affected(event),
        dedupe=f"{template}:{event.pk}:{event.version}",
        title=event.title,
        place=event.place,
        starts_at=event.starts_at,
        zone=event.time_zone,
        url=event.get_absolute_url(),
        **values,
    )


@transaction.atomic
def register(event: Event, *, by: User) -> Registration:
    """A place at the event; twice is once. Refused when it is full, over or called off."""
    kept = lock(event)
    must_be_open(kept)
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
