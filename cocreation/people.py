"""Whom to write to about a project."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cocreation.models import Project
from core.asking import Affected
from core.models import User


def readers(project: Project) -> list[User]:
    """The members, who hear of everything."""
    return [member.user for member in project.members.select_related("user")]


def followers(project: Project) -> list[User]:
    """Those who asked for the public news."""
    follows: Any = project.follows.select_related("user")
    return [one.user for one in follows]


def affected_by(item: Any) -> list[Affected]:
    """Who relies on the item, as far as this app knows: the members and the followers of a project."""
    if not isinstance(item, Project):
        return []
    people = User.objects.filter(is_active=True)
    return [
        Affected(_("Members"), people.filter(project_memberships__project=item)),
        Affected(_("Followers"), people.filter(followed_projects__project=item)),
    ]
