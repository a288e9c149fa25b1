"""Mail over real sockets: whatever the server does, no mail is taken twice and none is lost in silence."""

import smtplib

import pytest
from django.core.mail import EmailMessage, get_connection

from core import outbox
from core.models import OutboxItem
from tests.core.mail_faults import cases, expected, play, site_of
from tests.factories import OutboxItemFactory
from tests.mail_server import MailServer

State = OutboxItem.State
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("all_of_them", [False, pytest.param(True, marks=pytest.mark.thorough)])
def test_every_fault_at_every_point_ends_as_it_must(all_of_them):
    ended = {(point, fault): play(point, fault) for point, fault in cases(all_of_them=all_of_them)}

    wrong = {case: how for case, how in ended.items() if how != expected(*case)}
    assert wrong == {}
    assert max(how.last_taken for how in ended.values()) == 1


def test_a_silent_server_holds_up_one_mail_and_no_other_work(monkeypatch, settings):
    seen = []
    monkeypatch.setattr("core.health.noted", seen.append, raising=False)
    settings.OUTBOX_HANDLERS = {**settings.OUTBOX_HANDLERS, "note": "core.health.noted"}
    OutboxItemFactory.create_batch(5)
    OutboxItemFactory(kind="note")

    with MailServer("end", "hang") as server, site_of(server):
        outbox.sweep()

    assert server.connections - 1 == len(server.taken) == 1  # one more connection ends the server
    assert len(seen) == 1
    assert sorted(OutboxItem.objects.filter(kind="mail").values_list("state", "attempts")) == [
        *[("pending", 0)] * 4,
        ("uncertain", 1),
    ]


def test_one_refused_mail_condemns_no_other():
    OutboxItemFactory(payload={"to": "a\nb@example.org", "subject": "s", "text": "t"})
    OutboxItemFactory(payload={"to": "", "subject": "s", "text": "t"})
    OutboxItemFactory()

    with MailServer() as server, site_of(server):
        outbox.sweep()

    assert len(server.taken) == 1
    assert list(OutboxItem.objects.order_by("pk").values_list("state", flat=True)) == [
        "bounced",
        "bounced",
        "done",
    ]


def test_wrong_password_of_the_site_bounces_no_mail():
    row = OutboxItemFactory()
    with MailServer("auth", "5xx") as server, site_of(server):
        outbox.sweep()

    row = OutboxItem.objects.get(pk=row.pk)
    assert row.state == State.PENDING
    assert row.last_error == "550 5.1.1 No such mailbox"


def test_answer_that_drips_is_not_waited_for_for_ever(monkeypatch):
    with MailServer() as server, site_of(server):
        connection = get_connection()
        connection.open()
        monkeypatch.setattr("core.smtp.time.monotonic", lambda: float("inf"))
        with pytest.raises(smtplib.SMTPServerDisconnected, match="too long"):
            connection.connection.noop()


def test_silent_sending_stays_silent():
    with MailServer("rcpt", "5xx") as server, site_of(server):
        message = EmailMessage("s", "t", to=["a@example.org"])

        assert message.send(fail_silently=True) == 0
