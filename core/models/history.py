"""What was done: transitions, audit, what forms have made, changes that were told."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models.people import User


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
        REINSTATED = "reinstated", _("On again: the withdrawal was taken back")

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
