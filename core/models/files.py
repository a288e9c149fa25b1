"""Private files, papers that stay, documents on request."""

import uuid

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.codes import new_code
from core.models.people import User
from core.verdicts import sentence
from core.workflow import States


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
