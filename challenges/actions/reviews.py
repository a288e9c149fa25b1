"""The way of a challenge through review to publication and decision, and out of it."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from challenges.models import Challenge
from core.changes.publish import publish
from core.editing import lock
from core.mail import notify
from core.models import Change, User
from core.workflow import Refused, perform
from network.people import coordinators_of, editors_of


@transaction.atomic
def send_challenge_to_review(challenge: Challenge, *, by: User, note: str = "") -> Challenge:
    """Hand it to the network office, which is told."""
    perform(challenge.send_to_review, by=by, note=note)
    _tell(challenge, "challenge_in_review", coordinators_of(challenge.competition.office))
    return challenge


@transaction.atomic
def publish_challenge(challenge: Challenge, *, by: User, note: str = "") -> Challenge:
    """Make it public and tell the city."""
    lock(challenge.competition)  # so that its judging does not begin in between
    perform(challenge.publish, by=by, note=note)
    _tell(challenge, "challenge_published", editors_of(challenge.organisation))
    return challenge


@transaction.atomic
def return_challenge(challenge: Challenge, *, by: User, note: str = "") -> Challenge:
    """Give it back to the city with a note on what to change."""
    if not note.strip():
        raise Refused(_("Write what the city should change."))
    perform(challenge.return_to_city, by=by, note=note.strip())
    challenge.returned_note = note.strip()
    challenge.save(update_fields=["returned_note"])
    _tell(challenge, "challenge_returned", editors_of(challenge.organisation), note=note.strip())
    return challenge


@transaction.atomic
def withdraw_challenge(challenge: Challenge, *, by: User, note: str = "") -> Challenge:
    """Take it back with a reason, which is public once the challenge was."""
    if not note.strip():
        raise Refused(_("Give the reason: it is shown in place of the challenge."))
    perform(challenge.withdraw, by=by, note=note.strip())
    challenge.withdrawal_reason = note.strip()
    challenge.save(update_fields=["withdrawal_reason"])
    office = coordinators_of(challenge.competition.office)
    publish(challenge, [], by=by, reason=note, kind=Change.Kind.WITHDRAWN, also=office)
    return challenge


@transaction.atomic
def reinstate_challenge(challenge: Challenge, *, by: User, note: str = "") -> Challenge:
    """Take a withdrawal back with a public reason; all who were told of it hear that it is on again."""
    if not note.strip():
        raise Refused(_("Give the reason: everybody who was told of the withdrawal will read it."))
    lock(challenge.competition)  # so that its judging does not begin in between
    perform(challenge.reinstate, by=by, note=note.strip())
    _forget_reason(challenge)
    office = coordinators_of(challenge.competition.office)
    publish(challenge, [], by=by, reason=note, kind=Change.Kind.REINSTATED, also=office)
    return challenge


@transaction.atomic
def reopen_challenge(challenge: Challenge, *, by: User, note: str = "") -> Challenge:
    """Make a withdrawn challenge that never was public a draft again."""
    perform(challenge.reopen, by=by, note=note)
    _forget_reason(challenge)
    return challenge


def _forget_reason(challenge: Challenge) -> None:
    challenge.withdrawal_reason = ""  # it stands in the history
    challenge.save(update_fields=["withdrawal_reason"])


def _tell(challenge: Challenge, event: str, people: Any, **more: str) -> None:
    count = challenge.history.count()  # each step is an event of its own: sent twice, mailed twice
    notify(
        f"challenges/mail/{event}",
        to=people,
        dedupe=f"{event}:{challenge.code}:{count}",
        title=challenge.title,
        city=challenge.organisation.name,
        url=challenge.get_absolute_url(),
        **more,
    )
