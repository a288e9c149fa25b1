"""Issuing and redeeming invitations of every kind."""

from typing import TypeVar

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import User
from core.workflow import Refused
from network.models import InvitationBase
from network.models.invitation import hash_token

Kind = TypeVar("Kind", bound=InvitationBase)
# One sentence for every reason, so that nobody can learn from it which addresses were invited.
REFUSAL = _(
    "This invitation cannot be used. It may have been used already, have ended, or be meant for "
    "another address. Sign in with the address that it was sent to, or ask for a new one."
)


def issue(invitation: InvitationBase) -> str:
    """Store the invitation and give its secret, for the mail alone."""
    return invitation.issue()


def find_for(model: type[Kind], token: str, user: User) -> Kind:
    """The open invitation with that secret for the user's address, unchanged; Refused if there is none."""
    found = _mine(model, token, user).first()
    if found is None:
        raise Refused(REFUSAL)
    return found


def _mine(model: type[Kind], token: str, user: User) -> QuerySet[Kind]:
    return model.objects.filter(model.usable(), user.is_addressed(), token_hash=hash_token(token))  # type: ignore[attr-defined]


@transaction.atomic
def redeem(model: type[Kind], token: str, user: User) -> Kind:
    """Use the invitation up for the user, who must own its address; of two who try at once one wins.

    Raises Refused with one and the same sentence for every reason.
    """
    if _mine(model, token, user).update(accepted_at=timezone.now(), accepted_by=user) != 1:
        raise Refused(REFUSAL)
    return model.objects.get(token_hash=hash_token(token))  # type: ignore[attr-defined]


def revoke(invitation: InvitationBase) -> None:
    """End an open invitation. Raises Refused when it was used or has ended."""
    rows = type(invitation).objects.filter(type(invitation).usable(), pk=invitation.pk)  # type: ignore[attr-defined]
    if rows.update(revoked_at=timezone.now()) != 1:
        raise Refused(_("This invitation was used or has ended already."))
