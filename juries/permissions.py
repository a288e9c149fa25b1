"""Who may do what with a panel, an assignment, a decision."""

from typing import Protocol

from challenges.models import Challenge, Competition
from challenges.permissions import is_challenge_editor, is_competition_coordinator
from core.models import Anyone
from submissions.models import Entry


class Panel(Protocol):
    """A panel, as far as the rules ask."""

    @property
    def code(self) -> str: ...
    @property
    def competition(self) -> Competition: ...
    def seat_of(self, user: Anyone) -> "Seat | None": ...
    def presiding(self, entry: Entry) -> "Seat | None": ...
    def takes_declarations(self) -> bool: ...
    def scoring_is_open(self) -> bool: ...
    def is_before_signature(self) -> bool: ...


class Seat(Protocol):
    """A juror, as far as the rules ask."""

    @property
    def pk(self) -> int: ...
    @property
    def user_id(self) -> int | None: ...
    @property
    def is_chair(self) -> bool: ...
    @property
    def panel(self) -> Panel: ...
    def is_barred_from(self, entry_id: int) -> bool: ...


class Pair(Protocol):
    """A juror and an entry: an assignment or a conflict."""

    @property
    def juror(self) -> Seat: ...
    @property
    def entry(self) -> Entry: ...
    @property
    def entry_id(self) -> int: ...


def is_panel_coordinator(panel: Panel, user: Anyone) -> bool:
    """Coordinates the competition that the panel judges."""
    return is_competition_coordinator(panel.competition, user)


def is_chair(panel: Panel, user: Anyone) -> bool:
    """Chairs the panel; for an entry ask may_preside(), since a conflict takes the powers away."""
    juror = panel.seat_of(user)
    return juror is not None and juror.is_chair


def has_conflict(panel: Panel, entry: Entry, user: Anyone) -> bool:
    """The user sits on the panel and has a conflict with the entry that nobody waived."""
    juror = panel.seat_of(user)
    return juror is not None and juror.is_barred_from(entry.pk)


def may_preside(panel: Panel, entry: Entry, user: Anyone) -> bool:
    """Acts as chair for this entry: the chair, or the deputy where the chair has a conflict."""
    juror, presiding = panel.seat_of(user), panel.presiding(entry)
    return juror is not None and presiding is not None and juror.pk == presiding.pk


def is_chair_or_coordinator(panel: Panel, user: Anyone) -> bool:
    """Runs the panel, from the chair or from the office."""
    return is_chair(panel, user) or is_panel_coordinator(panel, user)


def is_assigned_juror(assignment: Pair, user: Anyone) -> bool:
    """The juror to whom the entry is assigned."""
    return assignment.juror.user_id is not None and assignment.juror.user_id == user.pk


def may_recuse(assignment: Pair, user: Anyone) -> bool:
    """The juror itself, the office, or who presides over the entry."""
    panel = assignment.juror.panel
    return (
        is_assigned_juror(assignment, user)
        or is_panel_coordinator(panel, user)
        or may_preside(panel, assignment.entry, user)
    )


def may_reinstate(assignment: Pair, user: Anyone) -> bool:
    """The office, which deals the places."""
    return is_panel_coordinator(assignment.juror.panel, user)


def may_close_scoring(assignment: Pair, user: Anyone) -> bool:
    """Chair or office of the panel, whose act locks the scorecards."""
    return is_chair_or_coordinator(assignment.juror.panel, user)


def may_decide_for_city(challenge: Challenge, user: Anyone) -> bool:
    """Takes the city's own decision on the jury's advice."""
    return is_challenge_editor(challenge, user)


def may_decide_conflict(item: Pair, user: Anyone) -> bool:
    """Waives or upholds: who presides over the entry, or the office; nobody about oneself."""
    panel = item.juror.panel
    if item.juror.user_id == user.pk or has_conflict(panel, item.entry, user):
        return False
    return is_panel_coordinator(panel, user) or may_preside(panel, item.entry, user)
