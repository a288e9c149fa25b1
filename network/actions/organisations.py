"""Making and changing organisations."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from core.asking import tell
from core.models import User
from core.workflow import Stale
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
        tell("ties_changed", by)
    audit.record(organisation, "created", by=by)
    return organisation


@transaction.atomic
def edit_organisation(organisation: Organisation, *, by: User, version: int, **fields: Any) -> Organisation:
    """Change the organisation's page. Raises Stale when somebody else changed it since `version` was read."""
    if not can_manage(organisation, by):
        raise PermissionDenied
    kept = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if kept.version != version:
        raise Stale(_("Somebody else has changed this page since you opened it. Look at it again first."))
    if fields.get("kind", kept.kind) != kept.kind and not can_make_kind(fields["kind"], by):
        raise PermissionDenied
    changed = sorted(name for name, value in fields.items() if getattr(kept, name) != value)
    for name in changed:
        setattr(kept, name, fields[name])
    kept.version += 1
    kept.full_clean()
    kept.save()
    audit.record(kept, "edited", by=by, fields=changed)
    return kept
