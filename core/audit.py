"""The audit trail beside the transitions."""

from typing import Any

from django.db import models
from django.db.models import QuerySet

from core.models import AuditEvent, User


def record(item: models.Model, verb: str, *, by: User | None, reason: str = "", **details: Any) -> AuditEvent:
    """Add a line about the item, in the caller's transaction. Details hold no names and no scores."""
    return AuditEvent.objects.create(
        item_kind=item._meta.label_lower, item_id=item.pk, verb=verb, by=by, reason=reason, details=details
    )


def events_of(item: models.Model) -> QuerySet[AuditEvent]:
    """The item's lines, oldest first."""
    return AuditEvent.objects.filter(item_kind=item._meta.label_lower, item_id=item.pk).select_related("by")
