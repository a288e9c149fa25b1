"""Who may do what with a panel, an assignment, a decision."""

from typing import Any

from challenges.permissions import is_challenge_editor, is_competition_coordinator
from core.models import User


def is_panel_coordinator(panel: Any, user: User) -> bool:
    """Coordinates the competition that the panel judges."""
    return is_competition_coordinator(panel.competition, user)


def is_chair(panel: Any, user: User) -> bool:
    """Chairs the panel; for an entry ask may_preside(), since a conflict takes the powers away."""
    juror = juror_of(panel, user)
    return juror is not None and juror.is_chair


def juror_of(panel: Any, user: User) -> Any:
    """The user's seat on the panel, or None."""
    if not getattr(user, "is_authenticated", False):
        return None
    return next((juror for juror in seats_of(panel) if juror.user_id == user.pk), None)


def seats_of(panel: Any) -> list[Any]:
    """Who sits on the panel now: read once per panel object, since one page asks several times."""
    if "_seats" not in panel.__dict__:
        seats = panel.jurors.filter(left_at=None).select_related("user", "organisation")
        panel.__dict__["_seats"] = list(seats.order_by("-is_chair", "pseudonym"))
    return panel.__dict__["_seats"]


def has_conflict(panel: Any, entry: Any, user: User) -> bool:
    """The user sits on the panel and has a conflict with the entry that nobody waived."""
    juror = juror_of(panel, user)
    return juror is not None and juror.conflicts.standing().filter(entry=entry).exists()


def may_preside(panel: Any, entry: Any, user: User) -> bool:
    """Acts as chair for this entry: the chair, or the deputy where the chair has a conflict."""
    juror = juror_of(panel, user)
    presiding = panel.presiding(entry)
    return juror is not None and presiding is not None and juror.pk == presiding.pk


def is_chair_or_coordinator(panel: Any, user: User) -> bool:
    """Runs the panel, from the chair or from the office."""
    return is_chair(panel, user) or is_panel_coordinator(panel, user)


def is_assigned_juror(assignment: Any, user: User) -> bool:
    """The juror to whom the entry is assigned."""
    return assignment.juror.user_id is not None and assignment.juror.user_id == user.pk


def may_recuse(assignment: Any, user: User) -> bool:
    """The juror itself, the office, or who presides over the entry."""
    panel = assignment.juror.panel
    return (
        is_assigned_juror(assignment, user)
        or is_panel_coordinator(panel, user)
        or may_preside(panel, assignment.entry, user)
    )


def may_close_scoring(assignment: Any, user: User) -> bool:
    """Chair or office of the panel, whose act locks the scorecards."""
    return is_chair_or_coordinator(assignment.juror.panel, user)


def may_decide_for_city(challenge: Any, user: User) -> bool:
    """Takes the city's own decision on the jury's advice."""
    return is_challenge_editor(challenge, user)


def may_decide_conflict(item: Any, user: User) -> bool:
    """Waives or upholds: who presides over the entry, or the office; nobody about oneself."""
    panel = item.juror.panel
    if item.juror.user_id == user.pk or has_conflict(panel, item.entry, user):
        return False
    return is_panel_coordinator(panel, user) or may_preside(panel, item.entry, user)
