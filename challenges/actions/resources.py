"""Files and data sets of a challenge: given, described, taken away; once it is public, as changes."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from challenges.models import Challenge, Resource
from challenges.permissions import is_challenge_coordinator, is_challenge_editor
from core import audit
from core.changes.facts import Fact, fact_of_act, facts_of_part
from core.changes.publish import Plan, plan_of, publish
from core.editing import changes, lock, write
from core.files import store_upload
from core.models import Change, User
from core.workflow import Refused

MOST = 20
KINDS = ("pdf", "png", "jpeg", "zip")
TOLD = {"url", "terms"}  # what teams have to know at once; other words may go on the list alone


def can_change_resources(challenge: Challenge, user: User) -> bool:
    """The city while it writes; the city and the office once it is public and not decided."""
    if challenge.is_editable():
        return is_challenge_editor(challenge, user)
    people = is_challenge_editor(challenge, user) or is_challenge_coordinator(challenge, user)
    return people and challenge.may_be_corrected()


def add_resource(
    challenge: Challenge,
    *,
    by: User,
    upload: Any = None,
    reason: str = "",
    weight: str = Change.Weight.MAIL,
    **values: Any,
) -> Resource:
    """A new one at the end of the list; teams of a public challenge are told, so it needs a reason then.

    The bytes are checked and stored before the transaction. Raises ValidationError for a file that is not
    acceptable, Refused when it cannot be added now.
    """
    _must_be_changeable(challenge, by)
    _must_have_room(challenge)
    stored = store_upload(upload, by=by, kinds=KINDS) if upload else None
    with transaction.atomic():
        fresh = _held(challenge, by)
        _must_have_room(fresh)
        last = fresh.resources.order_by("-order").values_list("order", flat=True).first() or 0
        made = Resource(challenge=fresh, file=stored, order=last + 1, added_by=by, **values)
        made.full_clean()
        made.save()
        _tell(fresh, [fact_of_act(made, "added")], by=by, reason=reason, weight=weight)
    return made


@transaction.atomic
def plan_resource(resource: Resource, *, by: User, act: str = "", version: int = 0, **values: Any) -> Plan:
    """What other words, or else the `act`, would change for others, and who would hear of it."""
    fresh = _held(resource.challenge, by)
    if act:
        return plan_of(fresh, [fact_of_act(resource, act)], at_once=True)
    _kept, changed = _changed(resource, by, version, values)
    return plan_of(fresh, facts_of_part(resource, changed), at_once=bool(TOLD & changed.keys()))


@transaction.atomic
def edit_resource(
    resource: Resource,
    *,
    by: User,
    version: int,
    reason: str = "",
    weight: str = Change.Weight.MAIL,
    **values: Any,
) -> Resource:
    """Other words or another address. Raises Clash where somebody else changed the same since `version`."""
    fresh = _held(resource.challenge, by)
    kept, changed = _changed(resource, by, version, values)
    if not changed:
        return kept
    facts = facts_of_part(kept, changed)
    write(kept, changed, by=by)
    at_once = bool(TOLD & changed.keys())
    _tell(fresh, facts, by=by, reason=reason, weight=Change.Weight.MAIL if at_once else weight)
    return kept


@transaction.atomic
def remove_resource(resource: Resource, *, by: User, reason: str = "") -> Resource:
    """Take it away from the page, of which people hear by mail; the file stays on record.

    Doing it twice changes nothing.
    """
    fresh = _held(resource.challenge, by)
    kept = lock(resource)
    if kept.removed_at is None:
        kept.removed_at = timezone.now()
        kept.save(update_fields=["removed_at"])
        _tell(fresh, [fact_of_act(kept, "removed")], by=by, reason=reason, weight=Change.Weight.MAIL)
    return kept


def _held(challenge: Challenge, by: User) -> Challenge:
    fresh = lock(challenge, "organisation", "competition__office")
    _must_be_changeable(fresh, by)
    return fresh


def _must_be_changeable(challenge: Challenge, by: User) -> None:
    if not is_challenge_editor(challenge, by) and not is_challenge_coordinator(challenge, by):
        raise PermissionDenied
    if not challenge.is_editable() and not challenge.may_be_corrected():
        raise Refused(
            _("Its files stay as they are: the challenge is with the network office, decided or called off.")
        )
    if not can_change_resources(challenge, by):
        raise PermissionDenied


def _must_have_room(challenge: Challenge) -> None:
    if challenge.resources.in_use().count() >= MOST:
        message = _("A challenge has at most %(most)s files and data sets. Take one away first.")
        raise ValidationError(message % {"most": MOST})


def _changed(
    resource: Resource, by: User, version: int, values: dict[str, Any]
) -> tuple[Resource, dict[str, Any]]:
    kept = lock(resource)
    if kept.removed_at:
        raise Refused(_("It was taken away meanwhile. Add it again if teams need it."))
    kept.challenge = resource.challenge
    return kept, changes(kept, by=by, version=version, values=values).changed


def _tell(challenge: Challenge, facts: list[Fact], *, by: User, reason: str, weight: str) -> None:
    audit.record(challenge, "edited", by=by, reason=reason.strip(), changes=facts)
    if challenge.is_public():
        publish(challenge, facts, by=by, reason=reason, weight=weight)
