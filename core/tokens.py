"""Tokens for programs: stored hashed, shown once, ended with the account and with the password."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from knox.models import AuthToken

from core import audit
from core.mail import notify
from core.models import User
from core.workflow import Refused

LIMIT = 10


def of(user: User) -> QuerySet[AuthToken]:
    """The user's tokens, newest first."""
    return AuthToken.objects.filter(user=user).order_by("-created", "digest")


@transaction.atomic
def create(user: User) -> str:
    """A new token for the user: the only time that it can be read. Refused when there are too many."""
    if of(user).count() >= LIMIT:
        raise Refused(_("You have %(limit)s tokens already. Revoke one first.") % {"limit": LIMIT})
    row, secret = AuthToken.objects.create(user=user)
    audit.record(user, "token_created", by=user)
    notify("core/mail/token_created", to=[user], dedupe=f"token:{row.digest}", url=reverse("token_list"))
    return secret


@transaction.atomic
def revoke(user: User, key: Any) -> bool:
    """End the user's token with that key; False if there is none."""
    gone, _kinds = of(user).filter(token_key=key).delete()
    if gone:
        audit.record(user, "token_revoked", by=user)
    return bool(gone)


@transaction.atomic
def revoke_all(user: User) -> None:
    """End all tokens of the user."""
    gone, _kinds = of(user).delete()
    if gone:
        audit.record(user, "tokens_revoked", by=user)
