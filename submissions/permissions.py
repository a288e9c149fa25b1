"""Who may do what with an entry."""

from typing import Any, Protocol

from challenges.models import Challenge
from core.models import Anyone
from network.permissions import is_coordinator_of


class WithTeam(Protocol):
    """What these rules ask of an entry."""

    contributors: Any

    def proposal_waiting(self) -> Any:
        """The verdict that waits for a second person of the office, or None."""

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


def may_accept(entry: WithTeam, user: Anyone) -> bool:
    """May let the entry go to the jury: alone, or as the second person where two decide."""
    return is_office_coordinator(entry, user) and _decides(entry, user, accept=True)


def may_reject(entry: WithTeam, user: Anyone) -> bool:
    """May keep the entry from the jury: alone, or as the second person where two decide."""
    return is_office_coordinator(entry, user) and _decides(entry, user, accept=False)


def may_propose_acceptance(entry: WithTeam, user: Anyone) -> bool:
    """Works in the office, of which a second person has to confirm what is accepted."""
    two = entry.challenge.competition.is_screened_by_two(accept=True)
    return two and is_office_coordinator(entry, user)


def may_propose_rejection(entry: WithTeam, user: Anyone) -> bool:
    """Works in the office, of which a second person has to confirm what is rejected."""
    two = entry.challenge.competition.is_screened_by_two(accept=False)
    return two and is_office_coordinator(entry, user)


def _decides(entry: WithTeam, user: Anyone, *, accept: bool) -> bool:
    waiting = entry.proposal_waiting()
    if waiting is None:
        return not entry.challenge.competition.is_screened_by_two(accept=accept)
    return waiting.accept == accept and waiting.by_id != user.pk


def is_lead_or_coordinator(entry: WithTeam, user: Anyone) -> bool:
    """May take the entry out of the competition."""
    return is_lead(entry, user) or is_office_coordinator(entry, user)
