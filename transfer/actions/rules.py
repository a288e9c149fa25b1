"""What every change here has in common: the row locked, the version that was read, who may."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils.translation import gettext as _

from core.models import User
from core.workflow import Refused, Stale
from network.models import Organisation
from network.roles import Kind, Role
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


def must_edit(package: Package, user: Any) -> None:
    """Raise PermissionDenied unless the user writes the package, Refused while it is under review."""
    if not is_package_editor(package, user):
        raise PermissionDenied
    if package.is_locked():
        raise Refused(_("A release is under review with these texts. Take it back to draft to change them."))


def must_edit_release(release: Release, user: Any) -> Release:
    """The release, locked; raises PermissionDenied for others, Refused once it is no draft."""
    if not is_package_editor(release.package, user):
        raise PermissionDenied
    fresh = lock(release)
    if not fresh.is_editable():
        raise Refused(_("Only a draft can be changed. Begin a new version instead."))
    return fresh


def coordinators() -> Any:
    """The people of the network office."""
    office = Q(memberships__role=Role.COORDINATOR, memberships__organisation__kind=Kind.OFFICE)
    return User.objects.filter(office, is_active=True).distinct()


def editors_of(organisation: Organisation) -> Any:
    """Those who act in the organisation's name."""
    return User.objects.filter(
        memberships__organisation=organisation,
        memberships__role__in=[Role.EDITOR, Role.COORDINATOR],
        is_active=True,
    ).distinct()


def contact_of(package: Package) -> list[User | str]:
    """Whom mails about the package go to: the account with the contact's address, else the address."""
    if not package.contact_email:
        return list(editors_of(package.publisher))
    return [User.objects.filter(email=package.contact_email.lower()).first() or package.contact_email]
