"""What every change on a board has in common: who may, whether it goes on, which version was read."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.translation import gettext as _

from cocreation.models import Project
from cocreation.permissions import is_product_owner, is_project_member
from core.workflow import Refused, Stale


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


def lock(item: Any) -> Any:
    """The item's row as it is now, held until the transaction ends."""
    return type(item)._base_manager.select_for_update(of=("self",)).get(pk=item.pk)


def apply(item: Any, *, version: int, values: dict[str, Any]) -> Any:
    """The item, fetched afresh, with the new values under the next version.

    Raises Stale when the item is no longer at `version`. Call inside a transaction.
    """
    fresh = lock(item)
    if fresh.version != version:
        raise Stale(
            _("Somebody else has changed this since you opened it. Reload the page and change it again.")
        )
    for name, value in values.items():
        setattr(fresh, name, value)
    fresh.version += 1
    check(fresh)
    fresh.save()
    return fresh


def check(item: models.Model) -> None:
    """Raise ValidationError with a sentence per field when the item breaks a rule of its model."""
    item.full_clean(exclude=["state"])
