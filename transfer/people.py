"""Whom to write to about a package."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.asking import Affected
from core.models import User
from network.people import acting_for
from network.roles import Role
from transfer.models import Adoption, Package, Release


def contact_of(package: Package) -> list[User | str]:
    """Whom mails about the package go to: the account with the contact's address, else the address."""
    if not package.contact_email:
        return list(acting_for(package.publisher))
    return [User.objects.filter(email=package.contact_email.lower()).first() or package.contact_email]


def affected_by(item: Any) -> list[Affected]:
    """Who relies on the item, as far as this app knows: the contacts of the adoptions under way."""
    adoptions = Adoption.objects.under_way()
    if isinstance(item, Package):
        adoptions = adoptions.filter(package=item)
    elif isinstance(item, Release):
        adoptions = adoptions.filter(release=item)
    else:
        return []
    contacts = Q(pk__in=adoptions.values("contact"))
    cities = adoptions.filter(contact=None).values("organisation")  # nobody is named: their editors
    editors = Q(memberships__organisation__in=cities, memberships__role=Role.EDITOR)
    people = User.objects.filter(contacts | editors, is_active=True).distinct()
    return [Affected(_("Adopters"), people)]
