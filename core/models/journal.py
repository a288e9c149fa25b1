"""The journal: what people wrote in the fields of an item, before and after."""

from typing import Any

from django.db import models
from django.utils import timezone

from core.models.people import User
from core.packed import PackedField


class Writing(models.Model):
    """What a person wrote in a field in one go (`core/journal.py`). It goes with the person's account."""

    item_kind = models.CharField(max_length=60)
    item_id = models.BigIntegerField()
    field = models.CharField(max_length=140)
    by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    saved = models.BooleanField(default=True)  # not where somebody else had changed the field meanwhile
    began_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(default=timezone.now, db_index=True)
    texts = PackedField()  # before and after

    class Meta:
        ordering = ["-ended_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["item_kind", "item_id", "field", "by", "saved", "began_at"], name="writing_once"
            )
        ]
        indexes = [models.Index(fields=["item_kind", "item_id", "-ended_at"])]

    def __str__(self) -> str:
        return f"{self.item_kind} {self.item_id} {self.field}"

    @property
    def before(self) -> Any:
        """What stood in the field when the person began."""
        return self.texts[0]

    @property
    def after(self) -> Any:
        """What the person had written at last."""
        return self.texts[1]
