"""Membership in the network: admitted, refused or suspended by an office, which says so by mail."""

from typing import Any

from django.db import transaction
from django.urls import reverse

from core.editing import lock
from core.mail import notify
from core.models import User
from core.texts import defused
from core.workflow import perform
from network.actions.organisations import create_organisation
from network.models import Organisation
from network.people import acting_for, all_coordinators
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
def apply_for_membership(*, by: User, **fields: Any) -> Organisation:
    """A new organisation, as create_organisation makes it; the offices hear of an application."""
    organisation = create_organisation(by=by, **fields)
    if organisation.has_applied():
        notify(
            "network/mail/membership_asked",
            to=all_coordinators(),
            dedupe=f"membership-asked:{organisation.pk}",
            organisation=defused(organisation.name),
            url=reverse("network:application_list"),
        )
    return organisation


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
        organisation=defused(fresh.name),
        reason=fresh.decision_reason,
        url=fresh.get_absolute_url(),
    )
    return fresh
