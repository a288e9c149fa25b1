"""Membership in the network: admitted, refused or suspended by an office, which says so by mail."""

from django.db import transaction

from core.editing import lock
from core.mail import notify
from core.models import User
from core.workflow import perform
from network.models import Organisation
from network.people import acting_for
from network.permissions import offices_of

STEPS = ["approve", "lift", "apply_again"]


@transaction.atomic
def take_step(organisation: Organisation, name: str, *, by: User) -> Organisation:
    """Admit it, lift its suspension, or apply again; whoever admits it looks after it from now on."""
    fresh = lock(organisation)
    if name == "approve" and fresh.admitted_by_id is None:
        fresh.admitted_by_id = next(iter(offices_of(by)), None)
    fresh.decision_reason = ""
    return _decide(fresh, name, by)


@transaction.atomic
def refuse_organisation(organisation: Organisation, *, by: User, reason: str) -> Organisation:
    """Refuse an application; the editors read why and may apply again."""
    return _decide_with(organisation, "refuse", by, reason)


@transaction.atomic
def suspend_organisation(organisation: Organisation, *, by: User, reason: str) -> Organisation:
    """Take a member's rights until the suspension is lifted; its editors read why."""
    return _decide_with(organisation, "suspend", by, reason)


def _decide_with(organisation: Organisation, name: str, by: User, reason: str) -> Organisation:
    fresh = lock(organisation)
    fresh.decision_reason = reason.strip()
    return _decide(fresh, name, by)


def _decide(fresh: Organisation, name: str, by: User) -> Organisation:
    fresh.save()
    perform(getattr(fresh, name), by=by, note=fresh.decision_reason)
    line = fresh.history.latest("pk")
    others = acting_for(fresh).exclude(pk=by.pk)
    notify(
        f"network/mail/membership_{fresh.state}",
        to=others,
        dedupe=f"membership:{fresh.pk}:{line.pk}",
        organisation=fresh.name,
        reason=fresh.decision_reason,
        url=fresh.get_absolute_url(),
    )
    return fresh
