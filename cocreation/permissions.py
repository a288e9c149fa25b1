"""Who may do what in a project."""

from typing import Any, Protocol

from core.models import Anyone
from juries.models import Award
from network.models import Organisation
from network.permissions import is_coordinator_of, is_editor_of, office_answers_for, organisation_ids


class Led(Protocol):
    """What these rules ask of a project."""

    pk: Any
    city_id: int
    team_id: int

    @property
    def city(self) -> Organisation:
        """Whose product owners lead it."""

    @property
    def award(self) -> Award | None:
        """What it came from, if it was not brought in."""

    def is_open(self) -> bool:
        """Neither completed nor discontinued."""


class OnBoard(Protocol):
    """Something on the board of a project."""

    @property
    def project(self) -> Led:
        """The project."""


def project_roles(user: Any) -> dict[int, str]:
    """The user's role in each of his or her projects, read once per request."""
    if not getattr(user, "is_authenticated", False):
        return {}
    if not hasattr(user, "_project_roles"):
        user._project_roles = dict(user.project_memberships.values_list("project_id", "role"))
    return user._project_roles


def forget_roles(user: Any) -> None:
    """Read the user's roles again at the next question."""
    if hasattr(user, "_project_roles"):
        del user._project_roles


def is_product_owner(project: Led, user: Anyone) -> bool:
    """Whether the user edits for the city that owns the project: gates and phases are theirs."""
    return is_editor_of(project.city, user)


def is_project_member(project: Led, user: Anyone) -> bool:
    """Whether the user works on the board; product owners always do."""
    return project.pk in project_roles(user) or is_product_owner(project, user)


def is_project_coordinator(project: Led, user: Anyone) -> bool:
    """Whether the user coordinates the network office that the project's award comes from."""
    if project.award is None:
        return office_answers_for(project.city, user)
    return is_coordinator_of(project.award.entry.challenge.competition.office, user)


def can_see_board(project: Led, user: Anyone) -> bool:
    """Whether the user may read what is not public: members, both organisations, the office."""
    if is_project_member(project, user):
        return True
    if {project.city_id, project.team_id} & organisation_ids(user):
        return True
    return is_project_coordinator(project, user)


def can_start_project(award: Award, user: Anyone) -> bool:
    """Whether the user may begin the project of this award: the city's editors, or the office."""
    challenge = award.entry.challenge
    return is_editor_of(challenge.organisation, user) or is_coordinator_of(challenge.competition.office, user)


def can_work_on(item: OnBoard, user: Anyone) -> bool:
    """The same for something that belongs to a project, such as a milestone."""
    return is_project_member(item.project, user)
