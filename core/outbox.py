"""The transactional outbox: add a row with the cause, claim it by a conditional update, do it once.

The design and its measurements: a row is the truth, the broker only a doorbell. A mail of which we cannot
know whether it went out is kept for a person to decide ("uncertain") instead of being sent twice.
"""

import logging
import random
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from core import audit
from core.models import OutboxItem, User
from core.texts import shortened
from core.workflow import Refused

logger = logging.getLogger(__name__)
MAX_ATTEMPTS = 10
LEASE = timedelta(minutes=5)
BATCH = 500
State = OutboxItem.State


def add(kind: str, *, dedupe: str, not_before: datetime | None = None, **payload: Any) -> OutboxItem:
    """One row of work, in the caller's transaction; the same `dedupe` again adds nothing."""
    return add_once(kind, dedupe=dedupe, not_before=not_before, **payload)[0]


def add_once(
    kind: str, *, dedupe: str, not_before: datetime | None = None, **payload: Any
) -> tuple[OutboxItem, bool]:
    """The same, and whether the row is new: of several who add it at once, exactly one is told so."""
    return OutboxItem.objects.get_or_create(
        dedupe=dedupe,
        defaults={"kind": kind, "payload": payload, "not_before": not_before or timezone.now()},
    )


def claim(pk: int) -> OutboxItem | None:
    """The row, now ours alone, or None if another worker has it."""
    now = timezone.now()
    won = OutboxItem.objects.filter(pk=pk, state=State.PENDING, not_before__lte=now).update(
        state=State.SENDING, lease_until=now + LEASE
    )
    return OutboxItem.objects.get(pk=pk) if won == 1 else None


def run(row: OutboxItem) -> None:
    """Do one claimed row and note how it went. Never raises: a failure is a row to be tried again."""
    handler = (
        import_string(settings.OUTBOX_HANDLERS[row.kind]) if row.kind in settings.OUTBOX_HANDLERS else None
    )
    try:
        if handler is None:
            raise LookupError(f"Nobody handles {row.kind!r}")
        handler(row)
    except Exception as error:  # the one place where any fault of a handler must end as a row
        logger.warning("outbox %s (%s) failed: %s", row.pk, row.kind, error)
        _postpone(row, error)
    else:
        OutboxItem.objects.filter(pk=row.pk).update(
            state=State.DONE, done_at=timezone.now(), lease_until=None, last_error=""
        )


def _postpone(row: OutboxItem, error: Exception) -> None:
    attempts = row.attempts + 1
    wait = min(2**attempts, 3600) * random.uniform(0.8, 1.2)  # noqa: S311 spreads retries, hides nothing
    OutboxItem.objects.filter(pk=row.pk).update(
        state=State.DEAD if attempts >= MAX_ATTEMPTS else State.PENDING,
        attempts=attempts,
        not_before=timezone.now() + timedelta(seconds=wait),
        lease_until=None,
        last_error=shortened(f"{type(error).__name__}: {error}", 2000),
    )


def sweep() -> int:
    """Do what is due, oldest first, and free what a dead worker left behind; the number of rows done."""
    release_stale()
    due = OutboxItem.objects.filter(state=State.PENDING, not_before__lte=timezone.now())
    done = 0
    for pk in due.order_by("not_before", "pk").values_list("pk", flat=True)[:BATCH]:
        if row := claim(pk):
            run(row)
            done += 1
    return done


def release_stale() -> None:
    """A worker died while it held a row: a mail may have gone out, anything else is simply done again."""
    stale = OutboxItem.objects.filter(state=State.SENDING, lease_until__lt=timezone.now())
    stale.filter(kind="mail").update(state=State.UNCERTAIN, lease_until=None)
    stale.exclude(kind="mail").update(state=State.PENDING, lease_until=None)


@transaction.atomic
def send_again(row: OutboxItem, *, by: User) -> None:
    """A person decided that an uncertain or dead row shall be tried once more. Refused for any other row."""
    won = OutboxItem.objects.filter(pk=row.pk, state__in=[State.UNCERTAIN, State.DEAD]).update(
        state=State.PENDING, attempts=0, not_before=timezone.now()
    )
    if not won:
        raise Refused(_("This mail is on its way or has arrived; there is nothing to send again."))
    audit.record(row, "sent_again", by=by)


def purge(*, rows_older_than: timedelta = timedelta(days=90)) -> None:
    """Delete rows that are done for 90 days and empty payloads after 30: mails hold personal data."""
    now = timezone.now()
    OutboxItem.objects.filter(state=State.DONE, done_at__lt=now - rows_older_than).delete()
    OutboxItem.objects.filter(state=State.DONE, done_at__lt=now - timedelta(days=30)).update(payload={})
