"""People, who they are and how they are reached."""

import uuid
from collections.abc import Iterator
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import AnonymousUser, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.languages import language_choices
from core.versioned import FieldVersioned
from core.zones import validate_zone


class UserManager(BaseUserManager["User"]):
    """Makes accounts, which are known by their e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A new account; the address is stored in lower case."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """An account that may use the plain admin."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str | None) -> "User":
        """The account with this address, whatever its capitals."""
        return self.get(email=(email or "").lower())

    def with_address(self, email: str) -> "models.QuerySet[User]":
        """Active accounts that own the address: to sign in with, or confirmed beside that one."""
        address = email.strip().lower()
        confirmed = models.Q(emailaddress__email=address, emailaddress__verified=True)
        return self.filter(models.Q(email=address) | confirmed, is_active=True).distinct()


class User(AbstractBaseUser, PermissionsMixin, FieldVersioned):
    """A person. Roles belong to organisations, panels and projects, never to the account."""

    one_writer = True
    emailaddress_set: Any  # allauth keeps the addresses there, confirmed or not

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=150, blank=True)
    language = models.CharField(
        _("language for mails"), max_length=10, default="en", choices=language_choices
    )
    time_zone = models.CharField(_("time zone"), max_length=60, default="UTC", validators=[validate_zone])
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    is_demo = models.BooleanField(default=False)
    date_joined = models.DateTimeField(default=timezone.now)
    sign_outs = models.PositiveIntegerField(default=0, editable=False)  # how often from everywhere

    USERNAME_FIELD = "email"
    objects = UserManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="user_email_is_lower_case", condition=models.Q(email=models.functions.Lower("email"))
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def get_session_auth_hash(self) -> str:
        """What a session must hold: it ends with the password, and when one signs out everywhere."""
        return self._counted(super().get_session_auth_hash())

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """The same under the site's former secrets."""
        return map(self._counted, super().get_session_auth_fallback_hash())

    def _counted(self, digest: str) -> str:
        return f"{digest}:{self.sign_outs}"

    def addresses(self) -> set[str]:
        """The addresses that the person owns: the account's, and every further one that is confirmed."""
        further = {one.email.lower() for one in self.emailaddress_set.all() if one.verified}
        return {self.email, *further}

    def is_addressed(self) -> Q:
        """The condition that a row's `email` is an address of the person; no query of its own."""
        further = self.emailaddress_set.filter(verified=True)
        return Q(email=self.email) | Q(email__in=further.annotate(own=Lower("email")).values("own"))

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Addresses are kept in lower case, so that one person has one account."""
        self.email = self.email.lower()
        super().save(*args, **kwargs)


Anyone = User | AnonymousUser  # who looks at a page: a person with an account, or nobody known
