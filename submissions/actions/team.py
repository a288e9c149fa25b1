"""Who writes an entry: invitations by mail, roles, leaving."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.asking import tell
from core.editing import changes, lock, write
from core.mail import notify
from core.models import User
from core.texts import defused
from core.workflow import Refused
from network import invitations
from submissions.models import Contributor, ContributorInvitation, Entry
from submissions.people import team_of
from submissions.permissions import is_contributor, is_lead

MOST_PEOPLE = 30


@transaction.atomic
def invite_contributor(entry: Entry, *, email: str, role: str, by: User) -> ContributorInvitation:
    """Invite an address to the team; the mail holds the only copy of the secret."""
    fresh = lock(entry)
    _check_lead(fresh, by)
    email = email.lower()
    if fresh.contributors.filter(user__in=User.objects.with_address(email)).exists():
        raise Refused(_("This person is in the team already."))
    if fresh.contributors.count() >= MOST_PEOPLE:
        raise Refused(_("A team has at most %(most)s people.") % {"most": MOST_PEOPLE})
    # A second invitation of the same address replaces the first, so that only one link works.
    fresh.invitations.filter(ContributorInvitation.usable(), email=email).update(revoked_at=timezone.now())
    invitation = ContributorInvitation(entry=fresh, email=email, role=role, invited_by=by)
    token = invitations.issue(invitation)
    person = User.objects.with_address(email).first()
    notify(
        "submissions/mail/contributor_invited",
        to=[person or email],
        dedupe=f"contributor_invited:{invitation.pk}",
        url=f"/team-invitations/{token}/",
        title=defused(fresh.title),
        team=defused(fresh.organisation.name),
        challenge=fresh.challenge.title,
        by=defused(str(by)),
        role=str(invitation.get_role_display()),
        expires_at=invitation.expires_at,
    )
    audit.record(fresh, "person invited", by=by)
    return invitation


@transaction.atomic
def join_team(token: str, *, by: User) -> Entry:
    """Use an invitation up and take the seat. Raises Refused with one sentence for every reason."""
    invitation = invitations.redeem(ContributorInvitation, token, by)
    tell("ties_change", by, invitation.entry)
    fresh = lock(invitation.entry)
    if fresh.is_over():
        raise Refused(invitations.REFUSAL)
    if not is_contributor(fresh, by):
        Contributor.objects.create(entry=fresh, user=by, role=invitation.role)
        tell("ties_changed", by, None)
        audit.record(fresh, "person joined", by=by)
        notify(
            "submissions/mail/contributor_joined",
            to=[user for user in team_of(fresh) if user != by],
            dedupe=f"contributor_joined:{invitation.pk}",
            url=f"/entries/{fresh.code}/team/",
            title=fresh.title,
            person=str(by),
        )
    return fresh


@transaction.atomic
def revoke_invitation(invitation: ContributorInvitation, *, by: User) -> None:
    """End an invitation that nobody has used."""
    _check_lead(lock(invitation.entry), by)
    invitations.revoke(invitation)
    audit.record(invitation.entry, "invitation revoked", by=by)


@transaction.atomic
def change_role(seat: Contributor, *, role: str, by: User, version: int | None = None) -> Contributor:
    """Give a person another role in the team; the last lead keeps it.

    Raises Clash where somebody else gave the person yet another role since `version`.
    """
    entry = lock(seat.entry)
    _check_lead(entry, by)
    fresh = lock(seat)
    if changed := changes(fresh, by=by, version=version, values={"role": role}).changed:
        if fresh.role == Contributor.Role.LEAD:
            _check_other_lead(entry, fresh)
        write(fresh, changed, by=by)
        audit.record(entry, "role changed", by=by, role=role)
    return fresh


@transaction.atomic
def remove_contributor(seat: Contributor, *, by: User) -> None:
    """Take a person out of the team: the lead anybody, everybody oneself. What was written stays."""
    tell("ties_change", seat.user, seat.entry)
    fresh = lock(seat.entry)
    if seat.user_id != by.pk:
        _check_lead(fresh, by)
    if seat.role == Contributor.Role.LEAD:
        _check_other_lead(fresh, seat)
    seat.delete()
    theirs = seat.user.is_addressed() | Q(invited_by=seat.user)
    fresh.invitations.filter(ContributorInvitation.usable()).filter(theirs).update(revoked_at=timezone.now())
    tell("ties_changed", seat.user, None)
    audit.record(fresh, "person left", by=by)


def _check_lead(entry: Entry, by: User) -> None:
    if not is_lead(entry, by):
        raise PermissionDenied
    if entry.is_over():
        raise Refused(_("This entry is closed; its team can no longer be changed."))


def _check_other_lead(entry: Entry, seat: Contributor) -> None:
    if not entry.contributors.filter(role=Contributor.Role.LEAD).exclude(pk=seat.pk).exists():
        raise Refused(_("An entry needs a lead. Make somebody else lead first."))
