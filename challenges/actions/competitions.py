"""Setting a competition up and moving it on."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from challenges.models import Challenge, Competition
from challenges.people import editors_in
from challenges.permissions import is_competition_coordinator
from core import audit
from core.asking import who_is_affected
from core.editing import changes, lock, write
from core.mail import notify
from core.models import User
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


@transaction.atomic
def edit_competition(competition: Competition, *, by: User, version: int, **fields: Any) -> Competition:
    """Write the fields and note which ones changed. Raises Clash when somebody else changed the same."""
    fresh = for_coordinator(competition, by)
    if not fresh.may_be_set_up():
        raise Refused(_("Judging has begun: the competition cannot be changed any more."))
    changed = changes(fresh, version=version, values=fields).changed
    if not changed:
        return fresh
    write(fresh, changed)
    audit.record(fresh, "edited", by=by, fields=sorted(changed))
    if "closes_at" in changed and fresh.publishes_challenges():
        _tell(
            fresh,
            "deadline_changed",
            who_is_affected(fresh),
            closes_at=moment_text(fresh.closes_at, fresh.time_zone),
        )
    return fresh


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
    _tell(competition, "competition_cancelled", who_is_affected(competition), reason=note.strip())
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
