"""A past competition taken as the beginning of a new one: all of its set-up, nothing of what came in."""

from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from challenges.clock import instant
from challenges.models import Competition
from challenges.permissions import is_competition_coordinator
from core import audit
from core.editing import check
from core.models import User
from core.zones import day_in, zone

SETTINGS = (
    *("summary", "description", "policies", "languages", "time_zone", "tolerance_seconds"),
    *("blind", "rounds", "reviews_per_entry", "quorum", "method", "tie_rule", "max_award_count"),
)
SATURDAY = 5


@transaction.atomic
def clone_competition(competition: Competition, *, by: User, title: str, opens_at: datetime) -> Competition:
    """A new draft of the same office, with settings, areas, criteria, form and rules that are in force.

    Every date keeps its distance from the opening, in days and by the clock of the place; one that falls on a
    weekend, where the old one did not, moves to the Monday after. Challenges, entries, panels and history
    stay behind. Raises ValidationError for dates that cannot be.
    """
    if not is_competition_coordinator(competition, by):
        raise PermissionDenied
    made = Competition(office=competition.office, title=title, opens_at=opens_at)
    for name in SETTINGS:
        setattr(made, name, getattr(competition, name))
    for name, value in shifted(competition, opens_at).items():
        setattr(made, name, value)
    check(made)
    made.save()
    _copy_parts(competition, made)
    audit.record(made, "created", by=by, cloned_from=competition.code)
    return made


def shifted(competition: Competition, opens_at: datetime) -> dict[str, Any]:
    """Deadline, end of judging, results and end of retention, as they would be after that opening."""
    zone_name = competition.time_zone
    days = day_in(opens_at, zone_name) - day_in(competition.opens_at, zone_name)

    def moment(old: datetime | None) -> datetime | None:
        if old is None:
            return None
        wall = old.astimezone(zone(zone_name))
        return instant(datetime.combine(_workday(wall.date(), days), wall.time()), zone_name)

    return {
        "closes_at": moment(competition.closes_at),
        "questions_until": moment(competition.questions_until),
        "judging_until": moment(competition.judging_until),
        "results_on": competition.results_on and _workday(competition.results_on, days),
        "retention_until": competition.retention_until + days,
    }


def _workday(old: date, days: timedelta) -> date:
    new = old + days
    if new.weekday() >= SATURDAY and old.weekday() < SATURDAY:
        new += timedelta(days=7 - new.weekday())
    return new


def _copy_parts(old: Competition, new: Competition) -> None:
    for rows in (old.areas.all(), old.eligibility_rules.in_force(), old.criteria.in_force()):
        for row in rows:
            _copy(row, competition=new)
    for section in old.form_sections.all():
        questions = list(section.questions.in_force())
        copied = _copy(section, competition=new)
        for question in questions:
            _copy(question, section=copied, required_since=None)


def _copy(row: Any, **values: Any) -> Any:
    """The row once more, as nobody has changed it yet."""
    fields = {
        field.name: getattr(row, field.name)
        for field in row._meta.fields
        if field.name not in ("id", "version", "field_versions", "saved_at", *values)
    }
    made = type(row)(**fields | values)
    made.save()
    return made
