"""What every change here has in common: the row locked, the version that was read, who may."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from core.models import User
from core.workflow import Refused, Stale
from transfer.models import Package, Release
from transfer.permissions import is_package_editor


def lock(item: Any) -> Any:
    """The item's row as it is now, held until the transaction ends."""
    return type(item)._base_manager.select_for_update(of=("self",)).get(pk=item.pk)


def change(item: Any, *, version: int, values: dict[str, Any]) -> Any:
    """The item, fetched afresh, with new values under the next version; Stale when it has moved on."""
    fresh = lock(item)
    if fresh.version != version:
        raise Stale(
            _("Somebody else has changed this since you opened it. Reload the page and change it again.")
        )
    for name, value in values.items():
        setattr(fresh, name, value)
    fresh.version += 1
    fresh.full_clean(exclude=["state"])
    fresh.save()
    return fresh


def must_edit(package: Package, user: User) -> None:
    """Raise PermissionDenied unless the user writes the package, Refused while it is under review."""
    if not is_package_editor(package, user):
        raise PermissionDenied
    if package.is_locked():
        raise Refused(_("A release is under review with these texts. Take it back to draft to change them."))


def must_edit_release(release: Release, user: User) -> Release:
    """The release, locked; raises PermissionDenied for others, Refused once it is no draft."""
    if not is_package_editor(release.package, user):
        raise PermissionDenied
    fresh = lock(release)
    if not fresh.is_editable():
        raise Refused(_("Only a draft can be changed. Begin a new version instead."))
    return fresh
