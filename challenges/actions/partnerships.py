"""Cities that share a challenge: asked by its city, named when they confirm; either side may end it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from challenges.models import Challenge, Partnership
from challenges.permissions import is_challenge_editor
from core import audit
from core.changes.facts import fact_of_act
from core.changes.publish import publish
from core.editing import lock
from core.mail import notify
from core.models import User
from core.workflow import Refused
from network.models import Organisation
from network.people import acting_for, editors_of
from network.permissions import is_editor_of
from network.roles import PUBLIC_BODIES

MOST = 20
Standing = Partnership.Standing


@transaction.atomic
def ask_partner(challenge: Challenge, *, organisation: Organisation, by: User) -> Partnership:
    """Ask a public body of the network to share the challenge. Its people get a mail; nobody else sees it."""
    fresh = _held(challenge)
    if not is_challenge_editor(fresh, by):
        raise PermissionDenied
    _must_be_going_on(fresh)
    organisation = lock(organisation)
    if organisation.pk == fresh.organisation_id:
        raise Refused(_("This is your own city."))
    if organisation.kind not in PUBLIC_BODIES or not organisation.is_approved():
        raise Refused(_("Only cities and agencies of the network can share a challenge."))
    if fresh.partnerships.count() >= MOST:
        raise Refused(_("A challenge has at most %(most)s partners.") % {"most": MOST})
    made, is_new = Partnership.objects.get_or_create(
        challenge=fresh, organisation=organisation, defaults={"asked_by": by}
    )
    if not is_new:
        if made.standing in (Standing.ASKED, Standing.CONFIRMED):
            raise Refused(_("%(city)s is on the list already.") % {"city": organisation})
        _move(made, Standing.ASKED, by=None, contact="", note="")
        made.asked_by, made.asked_at = by, timezone.now()
        made.save(update_fields=["asked_by", "asked_at"])
    audit.record(fresh, "partner_asked", by=by, organisation=organisation.name)
    _tell(made, "partner_asked", acting_for(organisation), at=made.asked_at)
    return made


@transaction.atomic
def confirm_partnership(partnership: Partnership, *, by: User, contact: str) -> Partnership:
    """Take part, with a contact of one's own; named from now on. Of a public challenge, people are told."""
    challenge, fresh = _to_answer(partnership, by)
    _must_be_going_on(challenge)
    if not contact.strip():
        raise Refused(_("Say whom to ask in your city."))
    _move(fresh, Standing.CONFIRMED, by=by, contact=contact.strip(), note="")
    _note(challenge, fresh, "added", by=by, reason=_("%(city)s shares this challenge.") % {"city": fresh})
    _tell(fresh, "partner_confirmed", editors_of(challenge.organisation), at=fresh.answered_at)
    return fresh


@transaction.atomic
def decline_partnership(partnership: Partnership, *, by: User, note: str = "") -> Partnership:
    """Not take part. The city that asked gets the reason, if there is one; nothing becomes public."""
    challenge, fresh = _to_answer(partnership, by)
    _move(fresh, Standing.DECLINED, by=by, contact="", note=note.strip())
    audit.record(challenge, "partner_declined", by=by, organisation=str(fresh))
    _tell(fresh, "partner_declined", editors_of(challenge.organisation), at=fresh.answered_at)
    return fresh


@transaction.atomic
def end_partnership(partnership: Partnership, *, by: User, reason: str) -> Partnership:
    """Take part no longer, or ask no more: by the partner or by the city. A public name goes, as a change."""
    challenge = _held(partnership.challenge)
    fresh = lock(partnership, "organisation")
    if not is_editor_of(fresh.organisation, by) and not is_challenge_editor(challenge, by):
        raise PermissionDenied
    if fresh.standing not in (Standing.ASKED, Standing.CONFIRMED):
        raise Refused(_("This has ended already."))
    if not reason.strip():
        raise Refused(_("Give the reason: everybody who relies on this will read it."))
    was_named = fresh.is_confirmed()
    _move(fresh, Standing.ENDED, by=by, contact="", note=reason.strip())
    if was_named:
        _note(challenge, fresh, "removed", by=by, reason=reason)
    else:
        audit.record(challenge, "partner_removed", by=by, organisation=str(fresh))
    others = [*acting_for(fresh.organisation), *editors_of(challenge.organisation)]
    _tell(fresh, "partner_ended", [user for user in others if user != by], at=fresh.answered_at)
    return fresh


def _held(challenge: Challenge) -> Challenge:
    return lock(challenge, "organisation", "competition__office")


def _to_answer(partnership: Partnership, by: User) -> tuple[Challenge, Partnership]:
    challenge = _held(partnership.challenge)
    fresh = lock(partnership, "organisation")
    if not is_editor_of(fresh.organisation, by):
        raise PermissionDenied
    if not fresh.is_asked():
        raise Refused(_("This has been answered, or the city asks no longer."))
    return challenge, fresh


def _must_be_going_on(challenge: Challenge) -> None:
    writing = challenge.is_editable() or challenge.is_in_review()
    if not writing and not challenge.may_be_corrected():
        raise Refused(_("The challenge is decided or called off: its partners stay as they are."))


def _move(partnership: Partnership, standing: str, *, by: User | None, contact: str, note: str) -> None:
    partnership.standing, partnership.contact, partnership.note = standing, contact, note
    partnership.answered_by, partnership.answered_at = by, timezone.now() if by else None
    partnership.save()


def _note(challenge: Challenge, partnership: Partnership, act: str, *, by: User, reason: str) -> None:
    facts = [fact_of_act(partnership, act)]
    audit.record(challenge, "edited", by=by, reason=reason, changes=facts)
    if challenge.is_public() and not challenge.is_called_off():
        publish(challenge, facts, by=by, reason=reason, weight="listed")


def _tell(partnership: Partnership, event: str, people: Any, *, at: Any) -> None:
    challenge = partnership.challenge
    notify(
        f"challenges/mail/{event}",
        to=people,
        dedupe=f"{event}:{partnership.pk}:{at.timestamp()}",
        title=challenge.title,
        city=challenge.organisation.name,
        partner=str(partnership),
        note=partnership.note,
        url=partnership.get_absolute_url(),
    )
