"""Invitations: a secret link for one address, used once, valid for a week."""

import hashlib
import secrets
from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import User
from network import roles
from network.models.organisation import Organisation

VALID_FOR = timedelta(days=7)


def hash_token(token: str) -> str:
    """What is stored of a token: enough to recognise it, useless to whoever reads the table."""
    return hashlib.sha256(token.encode()).hexdigest()


def in_a_week():
    """When an invitation of this moment ends."""
    return timezone.now() + VALID_FOR


class InvitationBase(models.Model):
    """What every kind of invitation has; a child adds the thing that the person is invited to."""

    token_hash = models.CharField(max_length=64, unique=True, null=True, editable=False)  # noqa: DJ001 unique while unset
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=20, blank=True)
    invited_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(default=in_a_week)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.email} ({self.role})" if self.role else self.email

    def issue(self) -> str:
        """Draw the secret, store the row and give the secret back: the only time that it can be read."""
        token = secrets.token_urlsafe(32)
        self.email = self.email.lower()
        self.token_hash = hash_token(token)
        self.expires_at = timezone.now() + VALID_FOR
        self.save()
        return token

    def is_open(self) -> bool:
        """Whether it can still be accepted."""
        return self.accepted_at is None and self.revoked_at is None and self.expires_at > timezone.now()

    @classmethod
    def usable(cls) -> Q:
        """The condition of rows that can still be accepted, for one conditional update."""
        return Q(accepted_at=None, revoked_at=None, expires_at__gt=timezone.now())


class Invitation(InvitationBase):
    """An invitation to join an organisation."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="invitations")
    role = models.CharField(_("role"), max_length=12, choices=roles.Role.choices, default=roles.Role.MEMBER)

    class Meta:
        ordering = ["-created_at", "-id"]
