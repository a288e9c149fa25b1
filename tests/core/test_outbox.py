"""The outbox: nothing that rolls back is sent, nothing that commits is lost, nothing is sent twice."""

from datetime import timedelta
from smtplib import SMTPDataError
from unittest import mock

import pytest
import time_machine
from django.core import mail as django_mail
from django.db import transaction
from django.utils import timezone

from core import outbox
from core.mail import notify
from core.models import AuditEvent, Notice, OutboxItem
from core.outcomes import Away
from core.workflow import Refused
from tests.factories import OutboxItemFactory, UserFactory
from tests.races import race

State = OutboxItem.State
pytestmark = pytest.mark.django_db


@pytest.fixture
def calls(monkeypatch, settings):
    """A handler of the kind "note" that collects the rows it is given."""
    seen = []
    monkeypatch.setattr("core.health.noted", seen.append, raising=False)
    settings.OUTBOX_HANDLERS = {**settings.OUTBOX_HANDLERS, "note": "core.health.noted"}
    return seen


@pytest.mark.django_db(transaction=True)
def test_rollback_leaves_no_row_and_no_notice():
    user = UserFactory()

    with transaction.atomic():
        notify("core/mail/barrier_reported", to=[user], dedupe="x", text="t")
        transaction.set_rollback(True)

    assert not OutboxItem.objects.exists()
    assert not Notice.objects.exists()


def test_commit_without_a_broker_is_sent_by_the_sweep():
    notify(
        "core/mail/barrier_reported", to=["office@example.org"], dedupe="x", text="Too small", page="/home/"
    )

    assert outbox.sweep() == 1

    assert [m.to for m in django_mail.outbox] == [["office@example.org"]]
    assert "Too small" in django_mail.outbox[0].body
    assert OutboxItem.objects.get().state == State.DONE


def test_the_same_event_mails_a_person_once():
    user = UserFactory()

    for _ in range(3):
        notify("core/mail/barrier_reported", to=[user, user], dedupe="event:1", text="t")
    outbox.sweep()
    outbox.sweep()

    assert len(django_mail.outbox) == 1
    assert Notice.objects.filter(user=user).count() == 1


def test_deactivated_people_get_no_mail():
    notify("core/mail/barrier_reported", to=[UserFactory(is_active=False)], dedupe="x", text="t")

    assert not OutboxItem.objects.exists()


def test_names_with_markup_and_line_breaks_stay_plain_text():
    notify(
        "core/mail/barrier_reported", to=["a@example.org"], dedupe="x", text="<b>A & B</b>", page="x\nBcc: y"
    )
    outbox.sweep()

    sent = django_mail.outbox[0]
    assert "<b>A & B</b>" in sent.body
    assert "\n" not in sent.subject
    assert sent.recipients() == ["a@example.org"]


def test_claim_is_won_once():
    row = OutboxItemFactory()

    assert outbox.claim(row.pk) is not None
    assert outbox.claim(row.pk) is None


def test_row_that_is_not_due_waits():
    OutboxItemFactory(not_before=timezone.now() + timedelta(minutes=1))

    assert outbox.sweep() == 0


def test_failure_is_tried_again_later_and_given_up_after_ten_times(monkeypatch, settings):
    monkeypatch.setattr("core.health.noted", lambda row: 1 / 0, raising=False)
    settings.OUTBOX_HANDLERS = {**settings.OUTBOX_HANDLERS, "note": "core.health.noted"}
    row = OutboxItemFactory(kind="note")

    for attempt in range(1, 11):
        OutboxItem.objects.update(not_before=timezone.now())
        outbox.sweep()
        row = OutboxItem.objects.get()
        assert row.attempts == attempt
        assert "ZeroDivisionError" in row.last_error

    assert row.state == State.DEAD
    assert outbox.sweep() == 0


@pytest.mark.parametrize("fault", [Away("no route"), SMTPDataError(451, b"later")])
def test_mail_is_tried_for_days_before_it_is_given_up(monkeypatch, fault):
    monkeypatch.setattr("core.mail.deliver", mock.Mock(side_effect=fault))
    row = OutboxItemFactory()
    began, waits = timezone.now(), []

    while row.state == State.PENDING:
        with time_machine.travel(max(row.not_before, began), tick=False):
            outbox.sweep()
            row = OutboxItem.objects.get()
            waits.append(row.not_before - timezone.now())

    assert row.state == State.DEAD
    assert timedelta(days=4) < sum(waits[:-1], timedelta()) < timedelta(days=5)
    assert waits[0] < timedelta(minutes=2)
    assert max(waits) < timedelta(hours=5)


def test_all_of_a_state_are_sent_again_by_one_act():
    dead = OutboxItemFactory.create_batch(3, state=State.DEAD, attempts=35)
    later = timezone.now() + timedelta(hours=3)
    OutboxItemFactory(attempts=7, not_before=later)
    others = [
        OutboxItemFactory(state=State.UNCERTAIN),
        OutboxItemFactory(state=State.BOUNCED, done_at=timezone.now()),
        OutboxItemFactory(not_before=later),
        OutboxItemFactory(kind="scan", state=State.DEAD),
    ]

    assert outbox.send_all_again("dead", by=UserFactory()) == 3
    assert outbox.send_all_again("pending", by=UserFactory()) == 1
    assert not OutboxItem.objects.filter(state=State.PENDING, attempts__gt=0).exists()

    assert sorted(AuditEvent.objects.values_list("item_id", flat=True))[:3] == [row.pk for row in dead]
    assert outbox.sweep() == 4
    kept = OutboxItem.objects.in_bulk([row.pk for row in others])
    assert [(kept[row.pk].state, kept[row.pk].not_before) for row in others] == [
        (row.state, row.not_before) for row in others
    ]
    with pytest.raises(ValueError, match="uncertain"):
        outbox.send_all_again("uncertain", by=UserFactory())


def test_failure_of_a_backend_that_cannot_tell_is_held(monkeypatch):
    monkeypatch.setattr("core.mail.EmailMessage.send", lambda self: 1 / 0)
    OutboxItemFactory()

    outbox.sweep()

    row = OutboxItem.objects.get()
    assert row.state == State.UNCERTAIN
    assert "ZeroDivisionError" in row.last_error


def test_a_worker_that_lost_its_claim_writes_nothing_but_that_it_was_done(monkeypatch):
    """Others have found the claim stale meanwhile: a late fault undoes nothing."""

    def slow(row):
        OutboxItem.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
        outbox.release_stale()
        if row.payload["to"] == "broken":
            raise OSError

    monkeypatch.setattr("core.mail.deliver", slow)
    OutboxItemFactory(payload={"to": "broken"})
    OutboxItemFactory()

    outbox.sweep()

    assert list(OutboxItem.objects.order_by("pk").values_list("state", flat=True)) == ["uncertain", "done"]


def test_unknown_kind_is_a_failure_not_a_crash():
    OutboxItemFactory(kind="nobody")

    outbox.sweep()

    assert "Nobody handles" in OutboxItem.objects.get().last_error


def test_mail_of_a_dead_worker_becomes_uncertain_and_other_work_is_done_again(calls):
    gone = timezone.now() - timedelta(seconds=1)
    mail = OutboxItemFactory(state=State.SENDING, lease_until=gone)
    note = OutboxItemFactory(kind="note", state=State.SENDING, lease_until=gone)

    outbox.sweep()

    assert OutboxItem.objects.get(pk=mail.pk).state == State.UNCERTAIN
    assert OutboxItem.objects.get(pk=note.pk).state == State.DONE
    assert [row.pk for row in calls] == [note.pk]
    assert django_mail.outbox == []


def test_a_person_may_send_an_uncertain_mail_again():
    row = OutboxItemFactory(state=State.UNCERTAIN)

    outbox.send_again(row, by=UserFactory())
    outbox.sweep()

    assert len(django_mail.outbox) == 1
    assert AuditEvent.objects.get().verb == "sent_again"


@pytest.mark.parametrize(
    ("act", "before", "after"),
    [
        (outbox.arrived, "uncertain", "done"),
        (outbox.leave, "bounced", "bounced"),
        (outbox.leave, "dead", "dead"),
    ],
)
def test_a_person_decides_once_and_then_it_is_nobodys_task(act, before, after):
    row = OutboxItemFactory(state=before)

    act(row, by=UserFactory())

    row = OutboxItem.objects.get()
    assert row.state == after
    assert not row.needs_a_hand()
    for late in (act, outbox.send_again):
        with pytest.raises(Refused):
            late(row, by=UserFactory())
    assert AuditEvent.objects.count() == 1
    assert outbox.sweep() == 0


@pytest.mark.parametrize(("act", "state"), [(outbox.arrived, "dead"), (outbox.leave, "uncertain")])
def test_decisions_that_do_not_fit_are_refused(act, state):
    with pytest.raises(Refused):
        act(OutboxItemFactory(state=state), by=UserFactory())


def test_a_mail_that_arrived_cannot_be_sent_again():
    row = OutboxItemFactory(state=State.DONE)

    with pytest.raises(Refused):
        outbox.send_again(row, by=UserFactory())

    assert not AuditEvent.objects.exists()


def test_resent_mail_has_the_same_message_id():
    row = OutboxItemFactory(dedupe="mail:abc")

    outbox.run(row)
    outbox.run(row)

    assert len({m.extra_headers["Message-ID"] for m in django_mail.outbox}) == 1


def test_purge_empties_old_texts_and_deletes_older_rows():
    long_ago = timezone.now() - timedelta(days=91)
    OutboxItemFactory(state=State.DONE, done_at=long_ago)
    month = OutboxItemFactory(state=State.DONE, done_at=timezone.now() - timedelta(days=31))
    waiting = OutboxItemFactory(created_at=long_ago)

    outbox.purge()

    assert set(OutboxItem.objects.values_list("pk", flat=True)) == {month.pk, waiting.pk}
    assert OutboxItem.objects.get(pk=month.pk).payload == {}


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_sweepers_and_more_run_each_row_once(calls):
    OutboxItemFactory.create_batch(60, kind="note", payload={})

    outcome = race(lambda number: outbox.sweep(), threads=8)

    assert outcome.lost == []
    assert sum(outcome.won) == 60
    assert len(calls) == len({row.pk for row in calls}) == 60


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_racing_writers_of_one_event_leave_one_row():
    user = UserFactory()

    outcome = race(lambda number: notify("core/mail/barrier_reported", to=[user], dedupe="e", text="t"))

    assert outcome.lost == []
    assert OutboxItem.objects.count() == 1
    assert Notice.objects.count() == 1
