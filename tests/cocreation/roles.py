"""People around a project, for tests."""

from tests.factories import MembershipFactory, ProjectMemberFactory, UserFactory


def owner_of(project):
    """An editor of the city that owns the project."""
    return MembershipFactory(organisation=project.city, editor=True).user


def member_of(project, role="team"):
    """Somebody who works on the board."""
    return ProjectMemberFactory(project=project, role=role).user


def reader_of(project):
    """Somebody of the team's organisation who is no member of the project."""
    return MembershipFactory(organisation=project.team).user


def stranger():
    """Somebody of another organisation."""
    return MembershipFactory(editor=True).user


def nobody():
    """An account without any organisation."""
    return UserFactory()
