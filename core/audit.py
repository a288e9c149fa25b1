"""The audit trail beside the transitions."""

from typing import Any

from django.db import models
from django.db.models import QuerySet

from core.models import AuditEvent, User
from core.queries import about


def record(item: models.Model, verb: str, *, by: User | None, reason: str = "", **details: Any) -> AuditEvent:
    """Add a line about the item, in the caller's transaction. Details hold no names and no scores."""
    return AuditEvent.objects.create(**about(item), verb=verb, by=by, reason=reason, details=details)


def record_all(items: QuerySet, verb: str, *, by: User | None) -> None:
    """Add the same line about each of the items, in the caller's transaction."""
    kind = items.model._meta.label_lower
    lines = [
        AuditEvent(item_kind=kind, item_id=pk, verb=verb, by=by) for pk in items.values_list("pk", flat=True)
    ]
    AuditEvent.objects.bulk_create(lines, batch_size=500)


def events_of(item: models.Model) -> QuerySet[AuditEvent]:
    """The item's lines, oldest first."""
    return AuditEvent.objects.filter(**about(item)).select_related("by")
