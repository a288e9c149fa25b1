"""What the clock tells teams: that the deadline comes near, and after it what comes next.

Each mail is one row of the outbox per person and event, so that ringing every hour mails nobody twice. The
deadline is part of the event: whoever gets more time is reminded of the new one.
"""

from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from core.mail import notify
from submissions import deadlines
from submissions.actions.letters import tell_team
from submissions.models import Entry
from submissions.people import writers_of

BEFORE = (timedelta(days=1), timedelta(days=3))
AFTER = timedelta(days=3)  # a worker that was away longer does not write about old calls


def remind_drafts() -> int:
    """Mail those who write drafts three days and one day before their own deadline; the number of entries."""
    now = timezone.now()
    told = 0
    for entry in Entry.objects.being_written().closing_between(now, now + max(BEFORE)).with_context():
        closes_at = entry.closes_at()
        near = [span for span in BEFORE if timedelta(0) < closes_at - now <= span]
        if near and entry.is_call_open():
            _remind(entry, days=near[0].days)
            told += 1
    return told


@transaction.atomic
def _remind(entry: Entry, *, days: int) -> None:
    closes_at = entry.closes_at()
    notify(
        "submissions/mail/deadline_near",
        to=writers_of(entry),
        dedupe=f"deadline-near:{entry.code}:{days}:{closes_at.isoformat()}",
        url=reverse("submissions:entry_detail", args=[entry.code]),
        title=entry.title,
        challenge=entry.challenge.title,
        closes_at=closes_at,
        zone=entry.challenge.zone(),
        reopened=entry.is_written_again(),
    )


def tell_what_comes_next() -> int:
    """Mail each team, once its own deadline has passed, what happens to its entry; the number of entries."""
    now = timezone.now()
    told = 0
    for entry in Entry.objects.in_the_call().closing_between(now - AFTER, now).with_context():
        if now - AFTER < deadlines.last_instant(entry.challenge, entry.organisation) < now:
            _tell_next(entry)
            told += 1
    return told


@transaction.atomic
def _tell_next(entry: Entry) -> None:
    version = entry.version_in_force()
    competition = entry.challenge.competition
    tell_team(
        entry,
        "call_closed",
        event=f"call-closed:{entry.code}:{entry.closes_at().isoformat()}",
        page="submissions:entry_receipt" if version else "",
        receipt=version.receipt_number if version else "",
        judging_until=competition.judging_until,
        results_on=competition.results_on,
    )
