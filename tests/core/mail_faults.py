"""One mail against each fault of a mail server: how often it was tried and taken, and where it ends."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from unittest import mock

from django.test import override_settings
from django.utils import timezone

from core import outbox, smtp
from core.models import OutboxItem
from tests.mail_server import FAULTS, POINTS, MailServer

SENDING = ["content", "end"]  # the server may have the mail
SILENT = ["drop", "hang", "half", "half line", "nonsense", "strange"]  # not an answer one can build on
QUICK = ["drop", "half line", "4xx", "5xx"]
SLOW = ["hang", "nonsense", "strange"]  # the client waits its time out
TRIES = 2  # while the fault lasts


@dataclass(frozen=True)
class Ended:
    """How it went: with the fault, and after the server was mended."""

    state: str
    tries: int
    taken: int
    last_state: str
    last_taken: int


def cases(*, all_of_them: bool = True) -> list[tuple[str, str]]:
    """Every fault at every point where it can happen; or those that need no waiting, and two that do."""
    found = [(point, fault) for point in POINTS for fault in FAULTS if point not in ("connect", "content")]
    found = [("", ""), ("connect", "drop"), ("content", "drop"), ("content", "hang"), *found]
    if all_of_them:
        return found
    quick = [(point, fault) for point, fault in found if fault in QUICK and point not in ("starttls", "ehlo")]
    return [("", ""), ("rcpt", "hang"), ("end", "hang"), ("end", "strange"), *quick]


def expected(point: str, fault: str) -> Ended:
    """What must come out: never twice, never lost, in doubt only where there is doubt."""
    if not point or point == "quit":
        return Ended("done", 1, 1, "done", 1)
    if point in SENDING and fault in SILENT:
        taken = 0 if point == "content" else 1
        return Ended("uncertain", 1, taken, "uncertain", taken)
    if fault == "5xx" and point in ("mail", "rcpt", "data", "end"):
        return Ended("bounced", 1, 0, "bounced", 0)
    return Ended("pending", TRIES, 0, "done", 1)


@contextmanager
def site_of(server: MailServer, patience: float = 0.2) -> Iterator[None]:
    """The site sends through that server, and is less patient than in real life."""
    values = {
        "EMAIL_BACKEND": "core.smtp.EmailBackend",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": server.port,
        "EMAIL_TIMEOUT": patience,
        "EMAIL_USE_TLS": server.point == "starttls" and not server.mended,
        "EMAIL_HOST_USER": "relay" if server.point == "auth" else "",
        "EMAIL_HOST_PASSWORD": "secret" if server.point == "auth" else "",
    }
    limits = mock.patch.multiple(smtp, TALK=10 * patience, LAST_ANSWER=patience, GOODBYE=patience)
    with override_settings(**values), limits:
        yield


def play(point: str, fault: str) -> Ended:
    """Send one mail, again and again while it waits; mend the server; send what waits still."""
    with MailServer(point, fault) as server:
        row = outbox.add(
            "mail", dedupe=f"mail:{point}{fault}", to="a@example.org", subject="s", text="t\n" * 9
        )
        with site_of(server, 0.2 if fault in SLOW else 5):
            for _round in range(TRIES):
                _sweep_now()
        row, taken = OutboxItem.objects.get(pk=row.pk), len(server.taken)
        server.mended = True
        with site_of(server, 5):
            _sweep_now()
        last = OutboxItem.objects.get(pk=row.pk)
        tries = row.attempts + (row.state == OutboxItem.State.DONE)
        return Ended(row.state, tries, taken, last.state, len(server.taken))


def _sweep_now() -> None:
    OutboxItem.objects.filter(state=OutboxItem.State.PENDING).update(not_before=timezone.now())
    outbox.sweep()
