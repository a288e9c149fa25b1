"""Who may do what with packages and adoptions."""

from typing import Any

from network.permissions import is_coordinator, is_editor_of, is_member_of


def is_package_editor(package: Any, user: Any) -> bool:
    """Whether the user may write the package: an editor of its publisher, or of the project's team."""
    if is_editor_of(package.publisher, user):
        return True
    return package.project_id is not None and is_editor_of(package.project.team, user)


def is_publisher(release: Any, user: Any) -> bool:
    """Whether the user speaks for the publisher of the release."""
    return is_editor_of(release.package.publisher, user)


def is_reviewer(release: Any, user: Any) -> bool:
    """Whether the user reviews releases: any coordinator of the network."""
    return is_coordinator(user)


def is_publisher_or_reviewer(release: Any, user: Any) -> bool:
    """Whether the user may take the release back or off the shelf."""
    return is_publisher(release, user) or is_reviewer(release, user)


def is_adopter(adoption: Any, user: Any) -> bool:
    """Whether the user speaks for the adopting city."""
    return is_editor_of(adoption.organisation, user)


def is_adopting_member(adoption: Any, user: Any) -> bool:
    """Whether the user belongs to the adopting city."""
    return is_member_of(adoption.organisation, user)
