"""Other words for a published challenge: its city proposes them, the office of the call decides."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from challenges.models import Challenge, ChallengeIndicator, Correction
from challenges.permissions import is_challenge_coordinator, is_challenge_editor
from core import audit
from core.changes.facts import Fact, facts_of, facts_of_part
from core.changes.publish import Plan, plan_of, publish
from core.editing import changes, lock, plain, write
from core.mail import notify
from core.models import User
from core.workflow import Refused
from network.people import coordinators_of

TEXTS = (
    *("title", "summary", "problem", "people_affected", "tried", "outcome"),
    *("data_constraints", "prize_note"),
)
FIELDS = (*TEXTS, "area", "sdgs", "languages")
OF_INDICATOR = ("name", "unit", "baseline", "target", "source")
# What teams plan by: they hear of it by mail at once.
AT_ONCE = {"area", "languages", "unit", "baseline", "target"}
Outcome = Correction.Outcome


@transaction.atomic
def propose_correction(
    challenge: Challenge,
    *,
    by: User,
    version: int,
    reason: str,
    indicator: ChallengeIndicator | None = None,
    **values: Any,
) -> Correction:
    """Ask the office to publish other values of the challenge, or of its indicator; it gets a mail.

    Nothing public changes. Raises Clash when a field changed meanwhile, ValidationError for values that
    would be unfair, Refused without a change or while another proposal waits.
    """
    fresh = _held(challenge)
    if not is_challenge_editor(fresh, by):
        raise PermissionDenied
    if waiting(fresh):
        raise Refused(_("A correction waits for the network office already. Take it back to write another."))
    row, changed = _changed(fresh, indicator, by, version, values)
    if not changed:
        raise Refused(_("Nothing differs from what is public. Change something first."))
    texts = {name: plain(value) for name, value in changed.items()}
    made = Correction.objects.create(
        challenge=fresh,
        indicator=None if row is fresh else row,
        texts=texts,
        reason=reason.strip(),
        proposed_by=by,
    )
    audit.record(fresh, "correction_proposed", by=by, reason=made.reason)
    _tell(made, "correction_proposed", coordinators_of(fresh.competition.office))
    return made


@transaction.atomic
def plan_correction(
    challenge: Challenge,
    *,
    by: User,
    version: int,
    indicator: ChallengeIndicator | None = None,
    **values: Any,
) -> Plan:
    """What the values would change, and who would hear of it; raises as the correction would."""
    fresh, row, changed = _to_correct(challenge, indicator, by, version, values)
    return _plan(fresh, row, changed)


@transaction.atomic
def correct_challenge(
    challenge: Challenge,
    *,
    by: User,
    version: int,
    reason: str,
    weight: str,
    indicator: ChallengeIndicator | None = None,
    proposal: int = 0,
    **values: Any,
) -> Challenge:
    """Publish other values, as a change that is listed and told.

    `proposal` is the number of the correction that the person read, and takes over by this; 0 for none.
    Raises Refused when it waits no longer, Clash when a field changed meanwhile.
    """
    fresh, row, changed = _to_correct(challenge, indicator, by, version, values)
    taken = _must_wait(fresh) if proposal else None
    if taken and taken.pk != proposal:
        raise Refused(_("The city has proposed something else meanwhile. Read it first."))
    if not changed:
        return fresh
    plan = _plan(fresh, row, changed)
    write(row, changed, by=by)
    audit.record(fresh, "edited", by=by, reason=reason.strip(), changes=plan.facts)
    publish(fresh, plan.facts, by=by, reason=reason, weight=plan.weight(weight))
    if taken:
        _decide(taken, Outcome.TAKEN_OVER, by)
        _tell(taken, "correction_taken_over", [taken.proposed_by])
    return fresh


@transaction.atomic
def decline_correction(challenge: Challenge, *, by: User, note: str) -> Correction:
    """Leave the challenge as it is; whoever proposed it gets the reason."""
    fresh = lock(challenge, "organisation", "competition__office")
    if not is_challenge_coordinator(fresh, by):
        raise PermissionDenied
    if not note.strip():
        raise Refused(_("Say why: the city reads it."))
    proposal = _must_wait(fresh)
    _decide(proposal, Outcome.DECLINED, by, note.strip())
    audit.record(fresh, "correction_declined", by=by, reason=note.strip())
    _tell(proposal, "correction_declined", [proposal.proposed_by])
    return proposal


@transaction.atomic
def take_back_correction(challenge: Challenge, *, by: User) -> Correction:
    """The city does not ask for it any more."""
    fresh = lock(challenge, "organisation", "competition__office")
    if not is_challenge_editor(fresh, by):
        raise PermissionDenied
    proposal = _must_wait(fresh)
    _decide(proposal, Outcome.TAKEN_BACK, by)
    audit.record(fresh, "correction_taken_back", by=by)
    return proposal


def waiting(challenge: Challenge) -> Correction | None:
    """The correction that waits for the office."""
    return (
        challenge.corrections.filter(outcome=Outcome.WAITING)
        .select_related("proposed_by", "indicator")
        .first()
    )


def must_be_correctable(challenge: Challenge) -> None:
    """Raise Refused where the texts of the challenge stay as they are."""
    if not challenge.may_be_corrected():
        raise Refused(_("Its texts stay as they are: it is not public, it is decided, or it is called off."))


def _must_wait(challenge: Challenge) -> Correction:
    if (proposal := waiting(challenge)) is None:
        raise Refused(_("No correction waits any more: it was published, declined or taken back."))
    return proposal


def _held(challenge: Challenge) -> Challenge:
    fresh = lock(challenge, "organisation", "competition__office")
    must_be_correctable(fresh)
    return fresh


def _to_correct(
    challenge: Challenge,
    indicator: ChallengeIndicator | None,
    by: User,
    version: int,
    values: dict[str, Any],
) -> tuple[Challenge, Any, dict[str, Any]]:
    fresh = _held(challenge)
    if not is_challenge_coordinator(fresh, by):
        raise PermissionDenied
    return fresh, *_changed(fresh, indicator, by, version, values)


def _changed(
    fresh: Challenge,
    indicator: ChallengeIndicator | None,
    by: User,
    version: int,
    values: dict[str, Any],
) -> tuple[Any, dict[str, Any]]:
    """The locked row that changes, and what of it differs."""
    row, names = (lock(indicator), OF_INDICATOR) if indicator else (fresh, FIELDS)
    wanted = {name: value for name, value in values.items() if name in names}
    changed = changes(row, by=by, version=version, values=wanted).changed
    if set(fresh.languages) - set(changed.get("languages", fresh.languages)):
        raise ValidationError(
            {"languages": _("Teams may write in it already: a language can be added, not taken away.")}
        )
    return row, changed


def _plan(fresh: Challenge, row: Any, changed: dict[str, Any]) -> Plan:
    facts: list[Fact] = (
        facts_of(fresh, changed, zone=fresh.zone()) if row is fresh else facts_of_part(row, changed)
    )
    return plan_of(fresh, facts, at_once=bool(AT_ONCE & changed.keys()))


def _decide(proposal: Correction, outcome: str, by: User, answer: str = "") -> None:
    proposal.outcome, proposal.decided_by, proposal.decided_at = outcome, by, timezone.now()
    proposal.answer = answer
    proposal.save()


def _tell(proposal: Correction, event: str, people: Any) -> None:
    challenge = proposal.challenge
    notify(
        f"challenges/mail/{event}",
        to=[person for person in people if person is not None],
        dedupe=f"{event}:{proposal.pk}",
        title=challenge.title,
        city=challenge.organisation.name,
        reason=proposal.reason,
        answer=proposal.answer,
        url=challenge.get_absolute_url(),
    )
