"""Who may do what with an entry."""

from typing import Any, Protocol

from challenges.models import Challenge
from core.models import Anyone
from network.permissions import is_coordinator_of


class WithTeam(Protocol):
    """What these rules ask of an entry."""

    contributors: Any

    @property
    def challenge(self) -> Challenge:
        """What it was written for."""


def role_in(entry: WithTeam, user: Anyone) -> str:
    """The user's role in the entry's team: "lead", "contributor", "viewer", or "" for everybody else."""
    if not getattr(user, "is_authenticated", False):
        return ""
    return next((one.role for one in entry.contributors.all() if one.user_id == user.pk), "")


def is_contributor(entry: WithTeam, user: Anyone) -> bool:
    """Belongs to the team of the entry, in whatever role."""
    return bool(role_in(entry, user))


def is_writer(entry: WithTeam, user: Anyone) -> bool:
    """May change the entry's text and files."""
    return role_in(entry, user) in ("lead", "contributor")


def is_lead(entry: WithTeam, user: Anyone) -> bool:
    """May hand in, withdraw and decide who is in the team."""
    return role_in(entry, user) == "lead"


def is_office_coordinator(entry: WithTeam, user: Anyone) -> bool:
    """Coordinates the office that runs the competition."""
    return is_coordinator_of(entry.challenge.competition.office, user)


def is_lead_or_coordinator(entry: WithTeam, user: Anyone) -> bool:
    """May take the entry out of the competition."""
    return is_lead(entry, user) or is_office_coordinator(entry, user)
