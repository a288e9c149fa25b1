"""Who belongs to an organisation: roles, leaving."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.asking import tell
from core.editing import changes, lock, write
from core.models import User
from core.workflow import Refused
from network.models import Invitation, Membership, Organisation
from network.permissions import can_give_role, forget

KEEPERS = [Membership.Role.EDITOR, Membership.Role.COORDINATOR]


@transaction.atomic
def change_role(membership: Membership, *, by: User, role: str, version: int | None = None) -> Membership:
    """Give a member another role; somebody who can manage the organisation always remains.

    Raises Clash where somebody else gave the member yet another role since `version`.
    """
    lock(membership.organisation)
    fresh = lock(membership, "organisation", "user")
    must_be_able_to_give(fresh.organisation, role, by)
    must_be_able_to_give(fresh.organisation, fresh.role, by)
    if not (changed := changes(fresh, by=by, version=version, values={"role": role}).changed):
        return fresh
    if role not in KEEPERS:
        _refuse_last_keeper(fresh)
    write(fresh, changed, by=by)
    tell("ties_changed", fresh.user, None)
    audit.record(fresh.organisation, "role_changed", by=by, role=role, user=fresh.user_id)
    return fresh


@transaction.atomic
def remove_member(membership: Membership, *, by: User) -> None:
    """End a membership: one's own, or a member's by those who manage the organisation."""
    if membership.user_id != by.pk:
        must_be_able_to_give(membership.organisation, membership.role, by)
    _refuse_last_keeper(membership)
    organisation, user = membership.organisation, membership.user
    membership.delete()
    _end_invitations(organisation, user)
    forget(user)
    forget(by)
    tell("ties_changed", user, organisation)
    audit.record(organisation, "member_removed", by=by, user=user.pk)


def _end_invitations(organisation: Organisation, user: User) -> None:
    """Who has left comes back by a new invitation only; what they sent and nobody used ends too."""
    theirs = user.is_addressed() | Q(invited_by=user)
    organisation.invitations.filter(Invitation.usable()).filter(theirs).update(revoked_at=timezone.now())


def must_be_able_to_give(organisation: Organisation, role: str, by: User) -> None:
    if not can_give_role(organisation, role, by):
        raise PermissionDenied


def _refuse_last_keeper(membership: Membership) -> None:
    """Lock the organisation, so that two who leave at once do not both count on the other."""
    if membership.role not in KEEPERS:
        return
    lock(membership.organisation)
    others = Membership.objects.filter(organisation=membership.organisation_id, role__in=KEEPERS)
    if not others.exclude(pk=membership.pk).exists():
        raise Refused(
            _("Somebody must be able to manage this organisation. Make another member editor first.")
        )
