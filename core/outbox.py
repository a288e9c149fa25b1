"""The transactional outbox: add a row with the cause, claim it by a conditional update, do it once.

A row is the truth, the broker only a doorbell. A mail of which we cannot know whether it went out is kept for
a person to decide ("uncertain") instead of being sent twice; what was refused for good is "bounced".
"""

import logging
import random
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from core import audit
from core.models import OutboxItem, User
from core.outcomes import Away, Final, Unknown
from core.texts import shortened
from core.workflow import Refused

logger = logging.getLogger(__name__)
# Seconds between one try and the next; after the last of them it is given up. A mail server may be away over
# a long weekend: mail is tried for four and a half days. Other work fails by faults of ours.
HOUR = 3600
WAITS = [2**attempt for attempt in range(1, 10)]
MAIL_WAITS = [60, 120, 240, 480, HOUR // 4, HOUR // 2, HOUR, 2 * HOUR, *[4 * HOUR] * 26]
LEASE = timedelta(minutes=5)
BATCH = 500
REST = timedelta(minutes=1)  # how long the others of a kind wait when nobody takes it
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


def run(row: OutboxItem) -> bool:
    """Do one claimed row, note how it went; whether the next of its kind may follow at once. Never raises."""
    try:
        if row.kind not in settings.OUTBOX_HANDLERS:
            raise LookupError(f"Nobody handles {row.kind!r}")
        import_string(settings.OUTBOX_HANDLERS[row.kind])(row)
    except Exception as error:  # the one place where any fault of a handler must end as a row
        logger.warning("outbox %s (%s) failed: %s", row.pk, row.kind, error)
        _note(row, error)
        return not isinstance(error, Away | Unknown)
    # Even when others have given the claim up meanwhile: that it was done is what counts.
    late = OutboxItem.objects.filter(pk=row.pk, state__in=[State.SENDING, State.UNCERTAIN])
    late.update(state=State.DONE, done_at=timezone.now(), lease_until=None, last_error="")
    return True


def _note(row: OutboxItem, error: Exception) -> None:
    """Write down what a failure means for the row, unless the claim has passed to somebody else."""
    told = str(error) if isinstance(error, Away | Final | Unknown) else f"{type(error).__name__}: {error}"
    attempts = row.attempts + 1
    waits = MAIL_WAITS if row.kind == "mail" else WAITS
    given_up = attempts > len(waits)
    wait = waits[-1 if given_up else row.attempts] * random.uniform(0.9, 1.1)  # noqa: S311 spreads the tries
    ours = OutboxItem.objects.filter(pk=row.pk, state=State.SENDING, lease_until=row.lease_until)
    ours.update(
        state=_state_after(error, given_up),
        attempts=attempts,
        not_before=timezone.now() + timedelta(seconds=wait),
        lease_until=None,
        last_error=shortened(told, 2000),
    )


def _state_after(error: Exception, given_up: bool) -> State:
    if isinstance(error, Unknown):
        return State.UNCERTAIN
    if isinstance(error, Final):
        return State.BOUNCED
    return State.DEAD if given_up else State.PENDING


def sweep() -> int:
    """Do what is due, oldest first, and free what a dead worker left behind; the number of rows done."""
    release_stale()
    due = OutboxItem.objects.filter(state=State.PENDING, not_before__lte=timezone.now())
    done = 0
    for pk in due.order_by("not_before", "pk").values_list("pk", flat=True)[:BATCH]:
        if row := claim(pk):
            if not run(row):
                _rest(row.kind)
            done += 1
    return done


def _rest(kind: str) -> None:
    """Let the others of the kind wait: each would wait for the same silent server, and hold up other work."""
    soon = timezone.now() + REST
    OutboxItem.objects.filter(kind=kind, state=State.PENDING, not_before__lt=soon).update(not_before=soon)


def release_stale() -> None:
    """A worker died while it held a row: a mail may have gone out, anything else is simply done again."""
    stale = OutboxItem.objects.filter(state=State.SENDING, lease_until__lt=timezone.now())
    stale.filter(kind="mail").update(state=State.UNCERTAIN, lease_until=None)
    stale.exclude(kind="mail").update(state=State.PENDING, lease_until=None)


@transaction.atomic
def send_again(row: OutboxItem, *, by: User) -> None:
    """A person decided that an uncertain, refused or dead row shall be tried again. Refused for others."""
    won = _undecided(row).update(state=State.PENDING, attempts=0, not_before=timezone.now())
    if not won:
        raise Refused(_("This mail is on its way or has been decided on; there is nothing to send again."))
    audit.record(row, "sent_again", by=by)


@transaction.atomic
def send_all_again(state: str, *, by: User) -> int:
    """Try all mails of that state now: those that wait for their next try, were given up, or were refused.

    The number of them. Not for those of unknown fate, which need a look each: ValueError.
    """
    if state not in (State.PENDING, State.DEAD, State.BOUNCED):
        raise ValueError(state)
    rows = OutboxItem.objects.filter(kind="mail", state=state, done_at=None)
    if state == State.PENDING:
        rows = rows.filter(attempts__gt=0)
    audit.record_all(rows, "sent_again", by=by)
    # The tries begin anew, so that whoever hurries a mail does not have it given up any sooner.
    return rows.update(state=State.PENDING, attempts=0, not_before=timezone.now())


@transaction.atomic
def arrived(row: OutboxItem, *, by: User) -> None:
    """A person found out that an uncertain row was done. Refused for any other row."""
    won = _undecided(row).filter(state=State.UNCERTAIN).update(state=State.DONE, done_at=timezone.now())
    if not won:
        raise Refused(_("Somebody has decided on this mail already; read the page again."))
    audit.record(row, "arrived", by=by)


@transaction.atomic
def leave(row: OutboxItem, *, by: User) -> None:
    """A person decided that a refused or dead row stays undone. Refused for any other row."""
    won = _undecided(row).exclude(state=State.UNCERTAIN).update(done_at=timezone.now())
    if not won:
        raise Refused(_("Somebody has decided on this mail already; read the page again."))
    audit.record(row, "left_unsent", by=by)


def _undecided(row: OutboxItem) -> QuerySet[OutboxItem]:
    return OutboxItem.objects.filter(pk=row.pk, state__in=OutboxItem.NEED_A_HAND, done_at=None)


def purge(*, rows_older_than: timedelta = timedelta(days=90)) -> None:
    """Delete rows that are closed for 90 days and empty payloads after 30: mails hold personal data."""
    now = timezone.now()
    OutboxItem.objects.filter(done_at__lt=now - rows_older_than).delete()
    OutboxItem.objects.filter(done_at__lt=now - timedelta(days=30)).update(payload={})
