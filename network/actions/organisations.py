"""Making and changing organisations."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from core import audit
from core.asking import tell
from core.editing import changes, lock, write
from core.models import User
from network.models import Membership, Organisation
from network.permissions import can_make_kind, can_manage, is_coordinator


@transaction.atomic
def create_organisation(*, by: User, kind: str, **fields: Any) -> Organisation:
    """A new organisation; whoever makes one for themselves becomes its editor.

    Cities, ministries and offices are made by the network office alone, all other kinds by everybody.
    """
    if not can_make_kind(kind, by):
        raise PermissionDenied
    organisation = Organisation(kind=kind, **fields)
    organisation.full_clean()
    organisation.save()
    if not is_coordinator(by):
        Membership.objects.create(organisation=organisation, user=by, role=Membership.Role.EDITOR)
        tell("ties_changed", by, None)
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
    changed = changes(kept, version=version, values=fields).changed
    write(kept, changed)
    audit.record(kept, "edited", by=by, fields=sorted(changed))
    return kept
