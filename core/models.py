"""People, and the plumbing of the relay: history, audit, outbox, notices, private files, documents."""

import uuid
from collections.abc import Iterator
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import AnonymousUser, PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.codes import new_code
from core.languages import language_choices
from core.verdicts import sentence
from core.versioned import FieldVersioned
from core.workflow import States
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


class TransitionRecord(models.Model):
    """One line of an item's history. Each app adds `item`, a foreign key with related_name "history"."""

    transition = models.CharField(max_length=60)
    source = models.CharField(max_length=30)
    target = models.CharField(max_length=30)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    note = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.transition}: {self.source} → {self.target}"


class AuditEvent(models.Model):
    """What somebody did to an item beside its transitions. Append only; holds no names and no scores."""

    item_kind = models.CharField(max_length=60)
    item_id = models.BigIntegerField()
    verb = models.CharField(max_length=60)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.TextField(blank=True)
    details = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["item_kind", "item_id", "at"])]

    def __str__(self) -> str:
        return f"{self.verb} {self.item_kind} {self.item_id}"


class Made(models.Model):
    """What a form made from certain words, noted for an hour (`core/once.py`)."""

    digest = models.CharField(max_length=64, unique=True)
    item_kind = models.CharField(max_length=60, blank=True)
    item_id = models.BigIntegerField(null=True)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return f"{self.item_kind} {self.item_id}"


class Change(models.Model):
    """A change of something published, with its public reason. Append only; core.changes makes it."""

    class Weight(models.TextChoices):
        """How those who rely on the item hear of it."""

        LISTED = "listed", _("A correction: it stands on the list of changes only")
        DIGEST = "digest", _("An explanation: with a mail of tomorrow morning")
        MAIL = "mail", _("A change that others must know: by mail at once")

    class Kind(models.TextChoices):
        """What happened to the item."""

        CHANGED = "changed", _("Changed")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        CANCELLED = "cancelled", _("Cancelled")

    item_kind = models.CharField(max_length=60)
    item_id = models.BigIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.CHANGED)
    weight = models.CharField(max_length=10, choices=Weight.choices)
    facts = models.JSONField(default=list, blank=True)  # of each field: its name, before and after
    reason = models.TextField()
    told = models.PositiveIntegerField(default=0)  # how many people got a mail
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["item_kind", "item_id", "at"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.item_kind} {self.item_id}"


class OutboxItem(models.Model):
    """Work for the worker, written in the transaction that causes it: what rolls back never happens."""

    class State(States):
        PENDING = "pending", _("Waiting")
        SENDING = "sending", _("Being done")
        DONE = "done", "ok", _("Done")
        UNCERTAIN = "uncertain", "warn", _("Perhaps sent")
        BOUNCED = "bounced", "bad", _("Refused")
        DEAD = "dead", "bad", _("Given up")

    NEED_A_HAND = (State.UNCERTAIN, State.BOUNCED, State.DEAD)

    kind = models.CharField(max_length=30)
    dedupe = models.CharField(max_length=200, unique=True)
    payload = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    not_before = models.DateTimeField(default=timezone.now)
    lease_until = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)  # or when somebody left it as it is
    last_error = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["state", "not_before"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.dedupe}"

    def is_done(self) -> bool:
        """Whether it was done, as far as anybody can know."""
        return self.state == self.State.DONE

    def is_uncertain(self) -> bool:
        """Whether nobody knows if it was done: the machine or the line failed in the midst of it."""
        return self.state == self.State.UNCERTAIN

    def is_bounced(self) -> bool:
        """Whether it was refused for good."""
        return self.state == self.State.BOUNCED

    def needs_a_hand(self) -> bool:
        """Whether it goes on only when somebody decides, and nobody has yet."""
        return self.state in self.NEED_A_HAND and self.done_at is None


class Notice(models.Model):
    """Short news for one person, shown on the home page until read."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notices")
    text = models.CharField(max_length=300)
    url = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["user", "read_at", "-at"])]

    def __str__(self) -> str:
        return self.text


class StoredFile(models.Model):
    """An uploaded file: outside the web root, under a name of ours, opened to others once it is checked."""

    class Scan(States):
        QUARANTINED = "quarantined", "warn", _("Being checked")
        CLEAN = "clean", "ok", _("Checked")
        REJECTED = "rejected", "bad", _("Rejected")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    file = models.FileField(max_length=120)
    original_name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10)  # a key of core.files.KINDS
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    scan = models.CharField(max_length=12, choices=Scan.choices, default=Scan.QUARANTINED)
    verdict = models.CharField(max_length=20, blank=True)  # why it was rejected; a key of core.verdicts
    uploaded_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.original_name

    @property
    def tone(self) -> str:
        """The tone of the badge that tells how its check stands."""
        return self.Scan(self.scan).tone

    def is_clean(self) -> bool:
        """Whether people other than its uploader may open it."""
        return self.scan == self.Scan.CLEAN

    def is_rejected(self) -> bool:
        """Whether the check refused it after it had been taken in."""
        return self.scan == self.Scan.REJECTED

    @property
    def reason(self) -> str:
        """The sentence that says why it was rejected; nothing for any other file."""
        return sentence(self.verdict) if self.is_rejected() else ""

    def bare_name(self) -> str:
        """Where the copy without metadata lies in the storage, once it is made."""
        return f"{self.file.name}-bare"


class Paper(models.Model):
    """A document that stays as long as its subject: see `core/papers.py`."""

    class State(States):
        WAITING = "waiting", "warn", _("Being made")
        READY = "ready", "ok", _("Ready")
        FAILED = "failed", "bad", _("Could not be made")

    code = models.CharField(max_length=10, unique=True, default=new_code, editable=False)
    kind = models.CharField(max_length=40)  # a key of PAPERS in config/switchboard.py
    item_kind = models.CharField(max_length=60)
    item_id = models.BigIntegerField()
    language = models.CharField(max_length=10)
    # Digest of what was printed, before it became a PDF: the same as long as its subject says the same.
    facts = models.CharField(max_length=64)
    # Not a workflow of people: the worker alone moves it.
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    error = models.CharField(max_length=300, blank=True)
    title = models.CharField(max_length=200, blank=True)
    file = models.FileField(max_length=120, blank=True)
    sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    size = models.PositiveIntegerField(default=0)
    prepared_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    prepared_at = models.DateTimeField(default=timezone.now)
    made_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-prepared_at", "-id"]
        indexes = [models.Index(fields=["item_kind", "item_id", "kind"])]

    def __str__(self) -> str:
        return self.title or self.kind

    def is_ready(self) -> bool:
        """Whether it can be read and signed."""
        return self.state == self.State.READY

    def has_failed(self) -> bool:
        """Whether it could not be made."""
        return self.state == self.State.FAILED


class PaperSignature(models.Model):
    """A person put a name under the bytes of a paper. The name stays when the account goes."""

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="signatures")
    user = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(max_length=150)
    role = models.CharField(max_length=80)
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "user"], name="one_signature_for_each_person")
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.role}"


class RenderedDocument(models.Model):
    """A PDF that one person asked for: made by the worker, private to that person."""

    class State(States):
        WAITING = "waiting", "warn", _("Waiting for its turn")
        RENDERING = "rendering", "brand", _("Being made")
        READY = "ready", "ok", _("Ready")
        FAILED = "failed", "bad", _("Could not be made")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=40)  # a key of DOCUMENTS in config/switchboard.py
    item_code = models.CharField(max_length=40)
    language = models.CharField(max_length=10, default="en")
    requested_by = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="+")
    back_url = models.CharField(max_length=300, blank=True)
    # Not a workflow of people: the worker alone moves it, and nobody can be refused.
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    title = models.CharField(max_length=200, blank=True)
    file = models.FileField(max_length=120, blank=True)
    error = models.CharField(max_length=300, blank=True)
    requested_at = models.DateTimeField(default=timezone.now)
    ready_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["requested_by", "-requested_at"])]

    def __str__(self) -> str:
        return self.title or self.kind

    def get_absolute_url(self) -> str:
        """The page that shows its progress."""
        return reverse("document_detail", args=[self.public_id])

    def is_ready(self) -> bool:
        """Whether it can be downloaded."""
        return self.state == self.State.READY

    def has_failed(self) -> bool:
        """Whether it could not be made."""
        return self.state == self.State.FAILED

    def is_being_made(self) -> bool:
        """Whether the worker is at it."""
        return self.state == self.State.RENDERING
