"""A past competition taken as the beginning of a new one: all of its set-up, nothing of what came in."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from challenges.clock import instant
from challenges.models import Competition, FormQuestion
from challenges.permissions import is_competition_coordinator
from core import audit
from core.editing import check
from core.models import User
from core.zones import day_in, zone

SETTINGS = (
    *("summary", "description", "policies", "languages", "time_zone", "tolerance_seconds"),
    *("blind", "rounds", "reviews_per_entry", "quorum", "method", "tie_rule", "max_award_count"),
    "screened_by_two",
)
SATURDAY = 5


@transaction.atomic
def clone_competition(competition: Competition, *, by: User, title: str, opens_at: datetime) -> Competition:
    """A new draft of the same office, with settings, areas, criteria, form and rules that are in force.

    Every date keeps its distance from the opening, in days and by the clock of the place; one that would fall
    on a weekend moves to the Monday after. Challenges, entries, panels and history
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
    """Deadline, end of questions and judging, results and end of retention, as after that opening."""
    moved = _mover(competition, opens_at)
    days = _days(competition, opens_at)
    return {
        "closes_at": moved(competition.closes_at),
        "questions_until": moved(competition.questions_until),
        "judging_until": moved(competition.judging_until),
        "results_on": competition.results_on and _workday(competition.results_on, days),
        "retention_until": competition.retention_until + days,
    }


def _days(competition: Competition, opens_at: datetime) -> timedelta:
    zone_name = competition.time_zone
    return day_in(opens_at, zone_name) - day_in(competition.opens_at, zone_name)


def _mover(competition: Competition, opens_at: datetime) -> Callable[[datetime | None], datetime | None]:
    """What moves a time of the old competition as far as its opening, by the clock of the place."""
    days = _days(competition, opens_at)

    def moved(old: datetime | None) -> datetime | None:
        if old is None:
            return None
        wall = old.astimezone(zone(competition.time_zone))
        new_day = _workday(wall.date(), days)
        return instant(datetime.combine(new_day, wall.time()), competition.time_zone)

    return moved


def _workday(old: date, days: timedelta) -> date:
    new = old + days
    if new.weekday() >= SATURDAY:  # also of one that was on a weekend: so all stay in their order
        new += timedelta(days=7 - new.weekday())
    return new


def _copy_parts(old: Competition, new: Competition) -> None:
    for rows in (old.areas.all(), old.eligibility_rules.in_force(), old.criteria.in_force()):
        for row in rows:
            _copy(row, competition=new)
    moved = _mover(old, new.opens_at)
    copies: dict[int, FormQuestion] = {}
    for section in old.form_sections.all():
        copied = _copy(section, competition=new)
        for question in section.questions.in_force():
            copies[question.pk] = _copy(
                question,
                section=copied,
                shown_if=None,
                required_since=None,
                required_from=moved(question.required_from),
                frozen_from=moved(question.frozen_from),
            )
    for question in FormQuestion.objects.filter(pk__in=copies, shown_if__in=copies).order_by("pk"):
        copies[question.pk].shown_if = copies[question.shown_if_id or 0]
        copies[question.pk].save()


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
