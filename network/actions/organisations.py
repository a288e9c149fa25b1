"""Making and changing organisations."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from core.asking import tell
from core.domains import domain_of, says_nothing
from core.editing import changes, lock, write
from core.models import User
from core.workflow import perform
from network.models import Membership, Organisation
from network.permissions import can_make_kind, can_manage, is_of_its_office, offices_of


@transaction.atomic
def create_organisation(*, by: User, kind: str, **fields: Any) -> Organisation:
    """A new organisation; whoever makes one for themselves becomes its editor.

    Cities, ministries and offices are made by the network office alone, all other kinds by everybody. What
    an office makes it has admitted; everybody else's has applied. A mail domain must be the person's own.
    """
    if not can_make_kind(kind, by):
        raise PermissionDenied
    office = next(iter(offices_of(by)), None)
    organisation = Organisation(kind=kind, admitted_by_id=office, **fields)
    organisation.full_clean(exclude=["state"])
    _must_own_domain(organisation.mail_domain, by, for_office=office is not None)
    organisation.save()
    if office is None:
        Membership.objects.create(organisation=organisation, user=by, role=Membership.Role.EDITOR)
        tell("ties_changed", by, None)
    else:
        perform(organisation.approve, by=by)
    audit.record(organisation, "created", by=by)
    return organisation


@transaction.atomic
def edit_organisation(organisation: Organisation, *, by: User, version: int, **fields: Any) -> Organisation:
    """Change the organisation's page. Raises Clash when somebody else changed the same since `version`."""
    if not can_manage(organisation, by):
        raise PermissionDenied
    kept = lock(organisation)
    if fields.get("kind", kept.kind) != kept.kind and not can_make_kind(fields["kind"], by):
        raise PermissionDenied
    changed = changes(kept, by=by, version=version, values=fields).changed
    _must_own_domain(changed.get("mail_domain", ""), by, for_office=is_of_its_office(kept, by))
    write(kept, changed, by=by)
    audit.record(kept, "edited", by=by, fields=sorted(changed))
    return kept


def _must_own_domain(domain: str, by: User, *, for_office: bool) -> None:
    """Raise ValidationError unless the domain is empty, the person's own, or set by the office."""
    if not domain:
        return
    words = {"domain": domain}
    if says_nothing(domain):
        sentence = _("Anybody may have an address at %(domain)s. Leave the mail domain empty.")
    elif not for_office and domain.lower() not in {domain_of(address) for address in by.addresses()}:
        sentence = _(
            "You have no confirmed address at %(domain)s. Confirm one in your account, or ask your office."
        )
    else:
        return
    raise ValidationError({"mail_domain": sentence % words})
