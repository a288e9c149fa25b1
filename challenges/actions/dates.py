"""The dates of a published challenge: moved by its office, with a public reason."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from challenges.dates import check_dates
from challenges.models import Challenge
from challenges.permissions import is_challenge_coordinator
from core import audit
from core.changes.facts import facts_of
from core.changes.publish import Plan, plan_of, publish
from core.editing import changes, lock, write
from core.models import User
from core.workflow import Refused


@transaction.atomic
def plan_dates(challenge: Challenge, *, by: User, version: int, **fields: Any) -> Plan:
    """What new dates would change, and who would hear of it; raises as the change would."""
    fresh, changed = _to_change(challenge, by, version, fields)
    return plan_of(fresh, facts_of(fresh, changed, zone=fresh.zone()), at_once=True)


@transaction.atomic
def move_dates(challenge: Challenge, *, by: User, version: int, reason: str, **fields: Any) -> Challenge:
    """Give a published challenge other dates of its own; all who rely on them get a mail with the reason.

    Raises Clash when somebody else moved them, ValidationError for dates that it cannot take on.
    """
    fresh, changed = _to_change(challenge, by, version, fields)
    if not changed:
        return fresh
    facts = facts_of(fresh, changed, zone=fresh.zone())
    write(fresh, changed, by=by)
    audit.record(fresh, "edited", by=by, reason=reason.strip(), changes=facts)
    publish(fresh, facts, by=by, reason=reason)
    return fresh


def _to_change(
    challenge: Challenge, by: User, version: int, fields: dict[str, Any]
) -> tuple[Challenge, dict[str, Any]]:
    """The challenge afresh and locked after its competition, with old dates, and the new ones that differ."""
    lock(challenge.competition)
    fresh = lock(challenge, "organisation", "competition__office")
    if not is_challenge_coordinator(fresh, by):
        raise PermissionDenied
    if not fresh.may_move_dates():
        raise Refused(_("The dates of this challenge cannot be moved any more."))
    changed = changes(fresh, by=by, version=version, values=fields).changed
    check_dates(fresh, changed)
    return fresh, changed
