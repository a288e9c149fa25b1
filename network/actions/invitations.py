"""Invitations to an organisation."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from core import audit
from core.asking import tell
from core.mail import notify
from core.models import User
from core.texts import defused
from core.workflow import Refused
from network import invitations
from network.actions.members import must_be_able_to_give
from network.models import Invitation, Membership, Organisation
from network.permissions import can_manage, forget


@transaction.atomic
def invite_member(organisation: Organisation, *, by: User, email: str, role: str) -> Invitation:
    """Mail an invitation to join; an earlier open one for the same address ends."""
    must_be_able_to_give(organisation, role, by)
    address = email.lower()
    if organisation.memberships.filter(user__in=User.objects.with_address(address)).exists():
        raise Refused(_("This person belongs to the organisation already. Change the role in the list."))
    for earlier in organisation.invitations.filter(Invitation.usable(), email=address):
        invitations.revoke(earlier)
    invitation = Invitation(organisation=organisation, email=address, role=role, invited_by=by)
    token = invitations.issue(invitation)
    known = User.objects.with_address(address).first()
    notify(
        "network/mail/member_invited",
        to=[known or address],
        dedupe=f"invitation:{invitation.pk}",
        organisation=defused(organisation.name),
        invited_by=defused(str(by)),
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
    tell("ties_changed", by, None)
    audit.record(invitation.organisation, "member_joined", by=by, role=invitation.role)
    return membership


@transaction.atomic
def revoke_invitation(invitation: Invitation, *, by: User) -> None:
    """End an open invitation."""
    if not can_manage(invitation.organisation, by):
        raise PermissionDenied
    invitations.revoke(invitation)
    audit.record(invitation.organisation, "invitation_revoked", by=by)
