"""Who sits on a panel."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from challenges.models import AreaOfAction
from core import audit
from core.editing import change, lock
from core.mail import notify
from core.models import User
from core.workflow import Refused
from core.zones import day_in
from juries.actions.assignments import give_back, recuse_assignment
from juries.actions.conflicts import find_conflicts
from juries.models import Assignment, Juror, JurorInvitation, Panel
from juries.permissions import is_panel_coordinator
from network import invitations

SEAT = ("organisation", "is_chair", "languages", "least", "most")


@transaction.atomic
def invite_juror(
    panel: Panel, *, by: User, email: str, expertise: Iterable[AreaOfAction] = (), **seat: Any
) -> JurorInvitation:
    """Send an invitation to sit on the panel, as juror or as chair."""
    if not is_panel_coordinator(panel, by):
        raise PermissionDenied
    email = email.lower()
    if panel.scores_are_open():
        raise Refused(_("Scoring is closed, so nobody can join the panel any more."))
    if panel.active_jurors().filter(user__in=User.objects.with_address(email)).exists():
        raise Refused(_("%(email)s sits on this panel already.") % {"email": email})
    panel.invitations.filter(JurorInvitation.usable(), email=email).update(revoked_at=timezone.now())
    invitation = JurorInvitation(
        panel=panel, email=email, invited_by=by, **{k: v for k, v in seat.items() if k in SEAT}
    )
    token = invitations.issue(invitation)
    invitation.expertise.set(expertise)
    notify(
        "juries/mail/juror_invited",
        to=[email],
        dedupe=f"juror-invitation:{invitation.pk}",
        panel=panel.title,
        competition=panel.competition.title,
        is_chair=invitation.is_chair,
        url=reverse("juries:invitation_accept", args=[token]),
        ends_on=day_in(invitation.expires_at, panel.zone()).isoformat(),
    )
    audit.record(panel, "juror invited", by=by, chair=invitation.is_chair)
    return invitation


@transaction.atomic
def accept_invitation(token: str, *, by: User) -> Juror:
    """Use the invitation up and take the seat; ties known to the system are noted at once.

    Who comes back to a panel gets those of the former entries again that still have a free place.
    """
    invitation = invitations.redeem(JurorInvitation, token, by)
    panel = lock(invitation.panel)
    if panel.scores_are_open():
        raise Refused(_("Scoring is closed, so nobody can join the panel any more."))
    values = {name: getattr(invitation, name) for name in SEAT}
    juror = Juror.objects.filter(panel=panel, user=by).first()
    if juror is None:
        juror = Juror(panel=panel, user=by, pseudonym=_next_pseudonym(panel))
    for name, value in values.items():
        setattr(juror, name, value)
    juror.left_at = None
    juror.save()
    juror.expertise.set(invitation.expertise.all())
    find_conflicts(panel, jurors=[juror])
    give_back(juror, by=by)
    audit.record(panel, "juror joined", by=by, chair=juror.is_chair)
    return juror


def _next_pseudonym(panel: Panel) -> str:
    number = panel.jurors.count()
    letters = ""
    while True:
        letters = chr(ord("A") + number % 26) + letters
        number = number // 26 - 1
        if number < 0:
            return f"Juror {letters}"


@transaction.atomic
def revoke_invitation(invitation: JurorInvitation, *, by: User) -> None:
    """End an open invitation."""
    if not is_panel_coordinator(invitation.panel, by):
        raise PermissionDenied
    invitations.revoke(invitation)
    audit.record(invitation.panel, "invitation revoked", by=by)


@transaction.atomic
def edit_juror(juror: Juror, *, by: User, version: int | None = None, **seat: Any) -> Juror:
    """Correct what the office notes on a juror; ties are looked for again.

    Raises Clash where somebody else changed the same since `version`.
    """
    if not is_panel_coordinator(juror.panel, by):
        raise PermissionDenied
    if lock(juror.panel).scores_are_open():
        raise Refused(_("Scoring is closed, so the jury cannot be changed any more."))
    juror = change(juror, by=by, version=version, values=seat)
    find_conflicts(juror.panel, jurors=[juror])
    audit.record(juror.panel, "juror edited", by=by, juror=juror.pk)
    return juror


@transaction.atomic
def remove_juror(juror: Juror, *, by: User, reason: str) -> Juror:
    """Take a juror off the panel: places are freed, scores stay on file and out of the aggregate."""
    panel = lock(juror.panel)
    if not is_panel_coordinator(panel, by):
        raise PermissionDenied
    if panel.scores_are_open():
        raise Refused(_("Scoring is closed, so the jury cannot be changed any more."))
    juror.left_at = timezone.now()
    juror.save(update_fields=["left_at"])
    if panel.is_being_set_up():
        juror.assignments.all().delete()  # nobody has seen them yet
    else:
        for assignment in juror.assignments.held().select_related("juror__panel", "entry__challenge"):
            recuse_assignment(assignment, by=by, code=Assignment.Recusal.LEFT, reason=reason)
    audit.record(panel, "juror left", by=by, reason=reason, juror=juror.pk)
    return juror
