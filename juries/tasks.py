"""What the worker does with this app's outbox rows. The rules are elsewhere."""

from core.models import OutboxItem
from juries.models import Panel
from juries.results.record import keep_records


def keep_jury_record(row: OutboxItem) -> None:
    """Work out once what the result pages of a released panel say."""
    keep_records(Panel.objects.get(code=row.payload["panel"]))
