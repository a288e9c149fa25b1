"""Who belongs to an organisation: invitations, roles, leaving."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from core import audit
from core.mail import notify
from core.models import User
from core.workflow import Refused
from network import invitations
from network.models import Invitation, Membership, Organisation
from network.permissions import can_give_role, can_manage, forget

KEEPERS = [Membership.Role.EDITOR, Membership.Role.COORDINATOR]


@transaction.atomic
def invite_member(organisation: Organisation, *, by: User, email: str, role: str) -> Invitation:
    """Mail an invitation to join; an earlier open one for the same address ends."""
    _check_may_give(organisation, role, by)
    address = email.lower()
    if organisation.memberships.filter(user__email=address).exists():
        raise Refused(_("This person belongs to the organisation already. Change the role in the list."))
    for earlier in organisation.invitations.filter(Invitation.usable(), email=address):
        invitations.revoke(earlier)
    invitation = Invitation(organisation=organisation, email=address, role=role, invited_by=by)
    token = invitations.issue(invitation)
    known = User.objects.filter(email=address, is_active=True).first()
    notify(
        "network/mail/member_invited",
        to=[known or address],
        dedupe=f"invitation:{invitation.pk}",
        organisation=organisation.name,
        invited_by=str(by),
        role=invitation.get_role_display(),
        url=reverse("network:invitation_accept", args=[token]),
    )
    audit.record(organisation, "member_invited", by=by, role=role)
    return invitation


@transaction.atomic
def accept_invitation(token: str, *, by: User) -> Membership:
    """Join the organisation with the invited role. Raises Refused with one sentence for every reason."""
    invitation = invitations.redeem(Invitation, token, by)
    membership, _made = Membership.objects.update_or_create(
        organisation=invitation.organisation, user=by, defaults={"role": invitation.role}
    )
    forget(by)
    audit.record(invitation.organisation, "member_joined", by=by, role=invitation.role)
    return membership


@transaction.atomic
def revoke_invitation(invitation: Invitation, *, by: User) -> None:
    """End an open invitation."""
    if not can_manage(invitation.organisation, by):
        raise PermissionDenied
    invitations.revoke(invitation)
    audit.record(invitation.organisation, "invitation_revoked", by=by)


@transaction.atomic
def change_role(membership: Membership, *, by: User, role: str) -> Membership:
    """Give a member another role; somebody who can manage the organisation always remains."""
    _check_may_give(membership.organisation, role, by)
    _check_may_give(membership.organisation, membership.role, by)
    if role not in KEEPERS:
        _refuse_last_keeper(membership)
    membership.role = role
    membership.save(update_fields=["role"])
    audit.record(membership.organisation, "role_changed", by=by, role=role, user=membership.user_id)
    return membership


@transaction.atomic
def remove_member(membership: Membership, *, by: User) -> None:
    """End a membership: one's own, or a member's by those who manage the organisation."""
    if membership.user_id != by.pk:
        _check_may_give(membership.organisation, membership.role, by)
    _refuse_last_keeper(membership)
    organisation, user = membership.organisation, membership.user
    membership.delete()
    forget(user)
    forget(by)
    audit.record(organisation, "member_removed", by=by, user=user.pk)


def _check_may_give(organisation: Organisation, role: str, by: User) -> None:
    if not can_give_role(organisation, role, by):
        raise PermissionDenied


def _refuse_last_keeper(membership: Membership) -> None:
    """Lock the organisation, so that two who leave at once do not both count on the other."""
    if membership.role not in KEEPERS:
        return
    Organisation.objects.select_for_update().get(pk=membership.organisation_id)
    others = Membership.objects.filter(organisation=membership.organisation_id, role__in=KEEPERS)
    if not others.exclude(pk=membership.pk).exists():
        raise Refused(
            _("Somebody must be able to manage this organisation. Make another member editor first.")
        )
