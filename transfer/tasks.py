"""What the worker does with this app's outbox rows. The rules are elsewhere."""

from core.models import OutboxItem
from transfer.actions.adoption import remind_of_follow_up
from transfer.actions.build import build_release


def build_bag(row: OutboxItem) -> None:
    """Build the file of an approved release and publish it."""
    build_release(row.payload["release"], row.payload["approved_at"])


def send_follow_up(row: OutboxItem) -> None:
    """Ask an adopting city where it stands."""
    remind_of_follow_up(row.payload["adoption"], row.payload["months"])
