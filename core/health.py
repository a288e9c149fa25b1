"""What must hold for the site to do its work, asked by /readyz."""

from datetime import datetime, timedelta

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.utils import timezone

from core import postroom
from core.models import OutboxItem

SWEPT = "outbox-swept"
OLDEST_WAIT = timedelta(minutes=5)
SILENCE = timedelta(seconds=60)
CLOCK_DIFFERENCE = timedelta(seconds=2)


def note_sweep() -> None:
    """Called by the worker after each sweep: the clock ticks and the worker works."""
    cache.set(SWEPT, timezone.now(), timeout=24 * 3600)


def problems() -> dict[str, str]:
    """What is wrong: a short code and a sentence for each; empty when all is well."""
    try:
        checks = {
            "clock": (_clock_is_right(), "The clocks of this machine and of the database differ."),
            "mail": (not postroom.standing().still, "Mail waits and none has left for a quarter of an hour."),
            "outbox": (_outbox_moves(), "Work for the worker has been due for more than five minutes."),
            "worker": (_worker_ticks(), "No worker has swept the outbox for a minute."),
        }
    except DatabaseError:
        return {"database": "The database does not answer."}
    return {name: why for name, (good, why) in checks.items() if not good}


def _worker_ticks() -> bool:
    last: datetime | None = cache.get(SWEPT)
    return last is not None and timezone.now() - last < SILENCE


def _outbox_moves() -> bool:
    late = timezone.now() - OLDEST_WAIT
    waiting = OutboxItem.objects.filter(state=OutboxItem.State.PENDING, not_before__lt=late, attempts=0)
    return not waiting.exists()


def _clock_is_right() -> bool:
    """Whether this machine and the database server agree on the time; SQLite is the same machine."""
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            cursor.execute("SELECT 1")
            return True
        cursor.execute("SELECT clock_timestamp()")
        return abs(cursor.fetchone()[0] - timezone.now()) < CLOCK_DIFFERENCE
