"""A process that dies at a marked point: `python -m tests.core.crash POINT`, see test_crash.py.

POINT names where it kills itself with SIGKILL, as a power cut would. Without a point it sweeps and ends well.
"""

import os
import signal
import smtplib
import sys

import django


def die(*args, **kwargs):
    """Gone, without a chance to tidy up."""
    os.kill(os.getpid(), signal.SIGKILL)


def main(point: str) -> None:
    """Write one mail down and send it, dying at the point."""
    django.setup()
    from django.db import transaction

    from core import outbox

    with transaction.atomic():
        if point == "before add":
            die()
        outbox.add("mail", dedupe="mail:crash", to="a@example.org", subject="s", text="t\n")
        if point == "before commit":
            die()
    if point == "after commit":
        die()
    _sweep(point)


def _sweep(point: str) -> None:
    from django.core.mail import EmailMessage

    from core import mail, outbox

    claim, send, deliver, say = outbox.claim, EmailMessage.send, mail.deliver, smtplib.SMTP.send

    def dying_claim(pk):
        row = die() if point == "before claim" else claim(pk)
        return die() if point == "after claim" else row

    def dying_deliver(row):
        deliver(row)
        if point == "after send":
            die()

    def dying_send(message):
        return die() if point == "before send" else send(message)

    def dying_line(line, words):
        say(line, words)
        if isinstance(words, bytes) and words.endswith(b"\r\n.\r\n"):
            die()

    if point == "mail handed over":
        smtplib.SMTP.send = dying_line

    outbox.claim, EmailMessage.send, mail.deliver = dying_claim, dying_send, dying_deliver
    outbox.sweep()
    if point == "after all":
        die()


def recover() -> None:
    """What the next worker does once the lease of the dead one is over."""
    django.setup()
    from django.utils import timezone

    from core import outbox
    from core.models import OutboxItem

    OutboxItem.objects.exclude(lease_until=None).update(lease_until=timezone.now())
    outbox.sweep()
    print(",".join(OutboxItem.objects.values_list("state", flat=True)))  # noqa: T201 the answer to the test


def prepare() -> None:
    """The tables."""
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


if __name__ == "__main__":
    {"recover": recover, "prepare": prepare}.get(sys.argv[1], lambda: main(sys.argv[1]))()
