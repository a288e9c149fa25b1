"""Who may do what with packages and adoptions."""

from typing import Protocol

from cocreation.models import Project
from core.models import Anyone
from network.models import Organisation
from network.permissions import is_editor_of, is_member_of, office_answers_for


class Package(Protocol):
    """What the rules read of a package."""

    @property
    def publisher(self) -> Organisation: ...
    @property
    def project(self) -> Project | None: ...


class Release(Protocol):
    """What the rules read of a release."""

    @property
    def package(self) -> Package: ...


class Adoption(Protocol):
    """What the rules read of an adoption."""

    @property
    def organisation(self) -> Organisation: ...


def is_package_editor(package: Package, user: Anyone) -> bool:
    """Whether the user may write the package: an editor of its publisher, or of the project's team."""
    if is_editor_of(package.publisher, user):
        return True
    return package.project is not None and is_editor_of(package.project.team, user)


def is_publisher(release: Release, user: Anyone) -> bool:
    """Whether the user speaks for the publisher of the release."""
    return is_editor_of(release.package.publisher, user)


def is_reviewer(release: Release, user: Anyone) -> bool:
    """Whether the user reviews the release: a coordinator of the office that answers for its publisher."""
    return office_answers_for(release.package.publisher, user)


def is_publisher_or_reviewer(release: Release, user: Anyone) -> bool:
    """Whether the user may take the release back or off the shelf."""
    return is_publisher(release, user) or is_reviewer(release, user)


def is_adopter(adoption: Adoption, user: Anyone) -> bool:
    """Whether the user speaks for the adopting city."""
    return is_editor_of(adoption.organisation, user)


def is_adopting_member(adoption: Adoption, user: Anyone) -> bool:
    """Whether the user belongs to the adopting city."""
    return is_member_of(adoption.organisation, user)
