"""A juror's own work: what is to declare, to score, done."""

from dataclasses import dataclass

from core.models import Anyone
from juries.models import Assignment, Juror, Panel
from juries.workflow.assignment import AssignmentWorkflow

State = AssignmentWorkflow.State


@dataclass
class Group:
    """A juror's work on one panel."""

    panel: Panel
    juror: Juror
    assignments: list[Assignment]

    @property
    def done(self) -> int:
        """How many scorecards are finished."""
        return sum(one.is_scored() for one in self.assignments)

    @property
    def total(self) -> int:
        """How many entries are this juror's to score."""
        return sum(one.is_readable() or one.is_to_declare() for one in self.assignments)

    @property
    def to_declare(self) -> int:
        """How many declarations are due."""
        return sum(one.is_to_declare() for one in self.assignments)

    @property
    def undeclared(self) -> Assignment | None:
        """The first declaration that is due."""
        return next((one for one in self.assignments if one.is_to_declare()), None)

    @property
    def in_conflict(self) -> int:
        """How many wait for a verdict."""
        return sum(one.is_in_conflict() for one in self.assignments)

    @property
    def next(self) -> Assignment | None:
        """Where to continue: what was begun, else the next in line."""
        to_do = [one for one in self.assignments if one.is_to_do()]
        begun = [one for one in to_do if one.is_begun()]
        return (begun or to_do or [None])[0]  # type: ignore[list-item]


def own_assignments(user: Anyone) -> list[Group]:
    """The user's work, panel by panel, the one whose time ends first on top; none on what was called off."""
    own = (
        Assignment.objects.visible_to(user)
        .exclude(state=State.RECUSED)
        .exclude(entry__challenge__state="withdrawn")
        .exclude(juror__panel__competition__state="cancelled")
        .defer("recusal_reason")
    )
    seats = Juror.objects.filter(user=user.pk, left_at=None).select_related("panel__competition")
    by_seat = {one.pk: Group(one.panel, one, []) for one in seats}
    for assignment in own:
        group = by_seat[assignment.juror_id]
        assignment.juror = group.juror
        group.assignments.append(assignment)
    groups = [group for group in by_seat.values() if group.assignments]
    _load([one for group in groups for one in (group.next, group.undeclared) if one])
    return sorted(groups, key=_urgency)


def _load(named: list[Assignment]) -> None:
    """Add entry and version to those that are named with what to do next; the others are boxes in a row."""
    rows = Assignment.objects.filter(pk__in=[one.pk for one in named])
    full = rows.select_related("entry__challenge__organisation", "entry_version").in_bulk()
    for one in named:
        one.entry, one.entry_version = full[one.pk].entry, full[one.pk].entry_version


def _urgency(group: Group) -> tuple[bool, float]:
    until = group.panel.scoring_until
    return group.panel.scores_are_open(), until.timestamp() if until else float("inf")


def own_strip(user: Anyone, panel: Panel) -> list[Assignment]:
    """The user's entries on one panel in the user's own order, those in conflict without content."""
    return list(Assignment.objects.visible_to(user).filter(juror__panel=panel).exclude(state=State.RECUSED))
