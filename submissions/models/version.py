"""What was handed in: written once, never changed."""

import hashlib
import json
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from core.models import User
from submissions.models.entry import Entry


def digest_of(content: dict[str, Any]) -> str:
    """The SHA-256 of a content, taken over its canonical JSON so that anyone can recompute it."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


class EntryVersion(models.Model):
    """One hand-in of an entry, with its receipt."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    receipt_number = models.CharField(max_length=20, unique=True)
    submitted_at = models.DateTimeField(default=timezone.now)
    submitted_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    idempotency_key = models.CharField(max_length=120, null=True, blank=True)  # noqa: DJ001

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(name="version_number_is_unique", fields=["entry", "number"]),
            models.UniqueConstraint(name="one_version_per_key", fields=["entry", "idempotency_key"]),
        ]

    def __str__(self) -> str:
        return self.receipt_number

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store a new version; an old one cannot be written again."""
        if self.pk and not self._state.adding:
            raise ValidationError("A version that was handed in is never changed.")
        super().save(*args, **kwargs)
