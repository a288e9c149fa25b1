"""Setting a competition up and moving it on."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from challenges.dates import check_calendar
from challenges.models import Challenge, Competition
from challenges.people import editors_in
from challenges.permissions import is_competition_coordinator
from core import audit
from core.changes.facts import facts_of
from core.changes.publish import Plan, plan_of, publish
from core.editing import changes, check, lock, write
from core.mail import notify
from core.models import Change, User
from core.templatetags.times import moment_text
from core.workflow import Refused, perform
from network.models import Organisation
from network.people import editors_of_cities
from network.permissions import is_coordinator_of


@transaction.atomic
def create_competition(office: Organisation, *, by: User, **fields: Any) -> Competition:
    """A new draft of the office. Raises ValidationError for values that cannot be stored."""
    if not is_coordinator_of(office, by):
        raise PermissionDenied
    competition = Competition(office=office, **fields)
    competition.full_clean(exclude=["state", "code", "office"])
    competition.save()
    audit.record(competition, "created", by=by)
    return competition


# What people have to hear by mail in any case; the rest may be a correction of words.
AT_ONCE = {
    *("time_zone", "opens_at", "closes_at", "judging_until", "results_on", "retention_until", "languages"),
    "questions_until",
    *("blind", "rounds", "reviews_per_entry", "quorum", "max_award_count", "tie_rule"),
}
UNANNOUNCED = {"tolerance_seconds"}


@transaction.atomic
def plan_competition(competition: Competition, *, by: User, version: int, **fields: Any) -> Plan:
    """What an edit of a public competition would change, and who would hear of it; raises as it would."""
    fresh, changed = _to_change(competition, by, version, fields)
    plan = _plan(fresh, changed)
    for name, value in changed.items():
        setattr(fresh, name, value)
    check(fresh)
    return plan


@transaction.atomic
def edit_competition(
    competition: Competition,
    *,
    by: User,
    version: int,
    reason: str = "",
    weight: str = Change.Weight.MAIL,
    **fields: Any,
) -> Competition:
    """Write the fields; once others rely on the competition, with a public reason, of which they are told.

    Raises Clash when somebody else changed the same, ValidationError for what a published calendar cannot
    become.
    """
    fresh, changed = _to_change(competition, by, version, fields)
    if not changed:
        return fresh
    facts = facts_of(fresh, changed, zone=fresh.time_zone)
    plan = _plan(fresh, changed)
    write(fresh, changed, by=by)
    audit.record(fresh, "edited", by=by, reason=reason.strip(), changes=facts)
    if fresh.is_relied_on() and plan.facts:
        publish(fresh, plan.facts, by=by, reason=reason, weight=plan.weight(weight))
    return fresh


def _to_change(
    competition: Competition, by: User, version: int, fields: dict[str, Any]
) -> tuple[Competition, dict[str, Any]]:
    """The competition afresh and locked, with its old values, and the new ones that differ and are sound."""
    fresh = for_coordinator(competition, by)
    if not fresh.may_be_set_up():
        raise Refused(_("Judging has begun: the competition cannot be changed any more."))
    changed = changes(fresh, by=by, version=version, values=fields).changed
    if fresh.is_relied_on():
        check_calendar(fresh, changed)
    return fresh, changed


def _plan(fresh: Competition, changed: dict[str, Any]) -> Plan:
    public = {name: value for name, value in changed.items() if name not in UNANNOUNCED}
    facts = facts_of(fresh, public, zone=fresh.time_zone)
    return plan_of(fresh, facts, at_once=bool(AT_ONCE & public.keys()))


def for_coordinator(competition: Competition, by: User) -> Competition:
    """The competition afresh and locked, for one of its coordinators."""
    fresh = lock(competition, "office")
    if not is_competition_coordinator(fresh, by):
        raise PermissionDenied
    return fresh


@transaction.atomic
def announce_competition(competition: Competition, *, by: User, note: str = "") -> Competition:
    """Make it public and invite the cities to post challenges."""
    perform(competition.announce, by=by, note=note)
    _tell(competition, "competition_announced", editors_of_cities())
    return competition


@transaction.atomic
def start_competition(competition: Competition, *, by: User, note: str = "") -> Competition:
    """Let the call open by its calendar."""
    perform(competition.start, by=by, note=note)
    closes_at = moment_text(competition.closes_at, competition.time_zone)
    _tell(competition, "competition_started", editors_in(competition), closes_at=closes_at)
    return competition


@transaction.atomic
def begin_judging(competition: Competition, *, by: User, note: str = "") -> Competition:
    """Close the call for good: the published challenges go into selection with it."""
    perform(competition.begin_judging, by=by, note=note)
    for challenge in competition.challenges.filter(state=Challenge.State.PUBLISHED):
        perform(challenge.begin_selection, by=by)
    _tell(competition, "competition_judging", editors_in(competition))
    return competition


@transaction.atomic
def decide_competition(competition: Competition, *, by: User, note: str = "") -> Competition:
    """Every decision has been released."""
    perform(competition.decide, by=by, note=note)
    return competition


@transaction.atomic
def close_competition(competition: Competition, *, by: User, note: str = "") -> Competition:
    """Put it on file."""
    perform(competition.close, by=by, note=note)
    return competition


@transaction.atomic
def cancel_competition(competition: Competition, *, by: User, note: str = "") -> Competition:
    """Call it off with a reason, which is public; cities, teams and jurors are told."""
    if not note.strip():
        raise Refused(_("Give the reason: everybody who takes part will read it."))
    perform(competition.cancel, by=by, note=note.strip())
    publish(competition, [], by=by, reason=note, kind=Change.Kind.CANCELLED)
    return competition


def _tell(competition: Competition, event: str, people: Any, **more: str) -> None:
    notify(
        f"challenges/mail/{event}",
        to=people,
        dedupe=f"{event}:{competition.code}:{competition.version}",
        title=competition.title,
        url=competition.get_absolute_url(),
        **more,
    )
