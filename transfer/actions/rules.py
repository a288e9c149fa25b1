"""What every change here has in common: who may, and whether it can still be changed."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from core.editing import lock
from core.models import User
from core.workflow import Refused
from transfer.models import Package, Release
from transfer.permissions import is_package_editor


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
