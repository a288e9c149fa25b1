"""Scorecards: saved by themselves and by button, finished, corrected while scoring is open."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from challenges.models import Challenge, Competition, Criterion
from core import audit, journal
from core.editing import lock, lock_all, merge
from core.models import User
from core.workflow import Refused, perform
from juries.models import Assignment, CriterionScore, Panel, Scorecard
from juries.permissions import is_assigned_juror

ABSTAIN = "abstain"
TEXTS = ("strengths", "improvements", "jury_note")
LONGEST_TEXT = 10_000
State = Assignment.State


def field_names(criteria: list[Criterion]) -> list[str]:
    """The names of a scorecard's fields, in the order of the form."""
    marks = [name for criterion in criteria for name in (f"score_{criterion.pk}", f"why_{criterion.pk}")]
    return [*marks, *TEXTS]


def field_values(card: Scorecard | None, criteria: list[Criterion]) -> dict[str, str]:
    """What the server has, by field name."""
    values = dict.fromkeys(field_names(criteria), "")
    if card is None:
        return values
    for name in TEXTS:
        values[name] = getattr(card, name)
    for pk, mark in card.marks().items():
        if f"score_{pk}" in values:
            values[f"score_{pk}"] = (
                ABSTAIN if mark.abstained else "" if mark.value is None else str(mark.value)
            )
            values[f"why_{pk}"] = mark.justification
    return values


@transaction.atomic
def save_scorecard(
    assignment: Assignment, *, by: User, fields: dict[str, Any], version: int | None = None
) -> tuple[Scorecard, dict[str, str]]:
    """Save some fields of the scorecard: all of them or none; the first save begins the scoring.

    Gives the scorecard, and what another window changed elsewhere in it since `version`. Raises Clash when a
    field was changed to something else, ValidationError for what can never be stored, Refused when scoring is
    closed or the scorecard is finished.
    """
    fresh = lock(assignment, "juror__panel")
    _check_open(fresh, by)
    criteria = fresh.criteria()
    _check_values(fields, criteria)
    card, _created = Scorecard.objects.get_or_create(assignment=fresh)
    stored = field_values(card, criteria)
    merged = merge(card, by=by, version=version, fields=fields, stored=stored)
    if merged.changed:
        _write(card, merged.changed)
        journal.note(card, by=by, before=stored, after=merged.changed)
    if fresh.state == State.FREE and merged.changed:
        perform(fresh.begin, by=by)
    return card, merged.others


def _check_open(assignment: Assignment, by: User) -> None:
    if not is_assigned_juror(assignment, by):
        raise PermissionDenied
    if not assignment.juror.panel.scoring_is_open():
        raise Refused(_("Scoring is not open: it has not begun, or the time for it is over."))
    if assignment.entry.challenge.state == Challenge.State.WITHDRAWN:
        raise Refused(_("The challenge was withdrawn: its entries are not judged any more."))
    if assignment.is_scored():
        raise Refused(_("This scorecard is finished. Choose “Change my score” first."))
    if not assignment.is_to_do() or assignment.juror.is_barred_from(assignment.entry_id):
        raise Refused(_("This entry is closed to you."))


def _check_values(fields: dict[str, Any], criteria: list[Criterion]) -> None:
    names = set(field_names(criteria))
    allowed = {"", ABSTAIN, *(str(step) for step in range(Criterion.MINIMUM, Criterion.MAXIMUM + 1))}
    errors: dict[str, str] = {}
    for name, value in fields.items():
        if name not in names:
            errors[name] = _("This field does not exist.")
        elif not isinstance(value, str) or len(value) > LONGEST_TEXT:
            errors[name] = _("This text is too long.")
        elif name.startswith("score_") and value not in allowed:
            errors[name] = _("Choose a score from the scale, or abstain.")
    if errors:
        raise ValidationError(errors)


def _write(card: Scorecard, changed: dict[str, str]) -> None:
    card.stamp(changed)
    marks = card.marks()
    touched = set()
    for name, value in changed.items():
        kind, _line, pk = name.partition("_")
        if name in TEXTS:
            setattr(card, name, value)
            continue
        mark = marks.setdefault(int(pk), CriterionScore(scorecard=card, criterion_id=int(pk)))
        touched.add(int(pk))
        if kind == "score":
            mark.abstained = value == ABSTAIN
            mark.value = int(value) if value.isdigit() else None
        else:
            mark.justification = value
    card.save()
    for criterion in touched:
        marks[criterion].save()
    # What prefetching remembered is old now.
    card._prefetched_objects_cache = {}  # type: ignore[attr-defined]


def _hold_panel(assignment: Assignment) -> None:
    """Exclude the close of scoring until this transaction ends: either sees what the other did."""
    assignment.juror.panel = lock(assignment.juror.panel)


def is_scored(competition: Competition) -> bool:
    """Whether somebody has finished a scorecard by its criteria; nobody finishes one meanwhile."""
    panels = list(lock_all(Panel.objects.filter(competition=competition).order_by("pk")))
    return Assignment.objects.counted().filter(juror__panel__in=panels).exists()


@transaction.atomic
def finish_scorecard(assignment: Assignment, *, by: User) -> Assignment:
    """Count the scorecard; raises Refused with every gap if it is not complete."""
    _hold_panel(assignment)
    _check_open(assignment, by)
    if gaps := assignment.gaps():
        raise Refused(" ".join(gaps))
    if assignment.state == State.FREE:  # the scorecard is from before the juror left and came back
        perform(assignment.begin, by=by)
    perform(assignment.finish, by=by)
    Scorecard.objects.filter(assignment=assignment).update(finished_at=timezone.now())
    return assignment


@transaction.atomic
def reopen_scorecard(assignment: Assignment, *, by: User) -> Assignment:
    """Let the juror correct a finished scorecard while scoring is open."""
    _hold_panel(assignment)
    perform(assignment.reopen, by=by)
    Scorecard.objects.filter(assignment=assignment).update(finished_at=None)
    audit.record(assignment, "scorecard reopened", by=by)
    return assignment
