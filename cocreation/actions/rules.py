"""What every change on a board has in common: who may, and whether the project goes on."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from cocreation.models import Project
from cocreation.permissions import is_product_owner, is_project_member
from core.workflow import Refused


def must_be_member(project: Project, user: Any) -> None:
    """Raise PermissionDenied unless the user works on the board, Refused when the project has ended."""
    if not is_project_member(project, user):
        raise PermissionDenied
    must_be_open(project)


def must_be_owner(project: Project, user: Any) -> None:
    """Raise PermissionDenied unless the user is a product owner, Refused when the project has ended."""
    if not is_product_owner(project, user):
        raise PermissionDenied
    must_be_open(project)


def must_be_open(project: Project) -> None:
    """Raise Refused when the project has ended."""
    if not project.is_open():
        raise Refused(
            _("The project has ended; its board stays as it is. Only the lessons learned can be mended.")
        )
