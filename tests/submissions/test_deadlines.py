"""One second before, at, within the tolerance, after; with an extension; and a slow upload."""

import io
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from bench.measure import Cost, counted
from core.models import OutboxItem
from core.templatetags.times import moment_text
from core.workflow import Refused
from submissions import deadlines
from submissions.actions.hand_in import submit_entry
from submissions.models import Entry, EntryVersion
from tests.factories import ExtensionFactory

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"
SECOND = timedelta(seconds=1)
MILLI = timedelta(milliseconds=1)


def hand_in(draft, at):
    with time_machine.travel(at, tick=False):
        return submit_entry(Entry.objects.get(pk=draft.entry.pk), by=draft.lead)


@pytest.mark.parametrize("before", [SECOND, MILLI, timedelta(0), -SECOND, -timedelta(seconds=120)])
def test_hand_in_is_taken_until_the_end_of_the_tolerance(call, draft, before):
    version = hand_in(draft, call.challenge.deadline() - before)

    assert version.number == 1
    assert version.submitted_at == call.challenge.deadline() - before


@pytest.mark.parametrize("after", [MILLI, SECOND, timedelta(days=1)])
def test_hand_in_after_the_tolerance_is_refused_and_leaves_no_trace(call, draft, after):
    with pytest.raises(Refused, match="The call closed on"):
        hand_in(draft, call.challenge.enforced_until() + after)

    assert not EntryVersion.objects.exists()
    assert Entry.objects.get().state == "draft"
    assert not OutboxItem.objects.filter(kind="mail").exists()


def test_the_sentence_names_the_published_time_not_the_tolerance(call, draft):
    with pytest.raises(Refused) as refused:
        hand_in(draft, call.challenge.enforced_until() + SECOND)

    assert moment_text(call.challenge.deadline(), call.challenge.zone()) in str(refused.value)


def test_hand_in_before_the_opening_is_refused(call, draft):
    with pytest.raises(Refused, match="opens on"):
        hand_in(draft, call.challenge.opening() - SECOND)


def test_extension_is_for_its_team_alone_and_has_the_same_tolerance(call, draft):
    extension = ExtensionFactory(challenge=call.challenge, organisation=draft.entry.organisation)
    ExtensionFactory(challenge=call.challenge)

    assert deadlines.published_deadline(call.challenge, draft.entry.organisation) == extension.until
    last = deadlines.last_instant(call.challenge, draft.entry.organisation)
    assert last == extension.until + timedelta(seconds=120)
    with pytest.raises(Refused):
        hand_in(draft, last + MILLI)
    assert hand_in(draft, last).number == 1


def test_extensions_of_other_teams_are_not_read(call, draft):
    ExtensionFactory.create_batch(3, challenge=call.challenge)
    own = ExtensionFactory(challenge=call.challenge, organisation=draft.entry.organisation)
    cost = Cost()

    with counted(cost):
        [entry] = Entry.objects.filter(pk=draft.entry.pk).with_context()
        assert entry.closes_at() == own.until

    # Entry, team, challenge, city, competition and office; the extension; who writes.
    assert cost.objects == 7 + draft.entry.contributors.count()


def test_extension_ends_when_judging_begins(call, draft):
    ExtensionFactory(challenge=call.challenge, organisation=draft.entry.organisation)
    competition = call.challenge.competition
    type(competition).objects.filter(pk=competition.pk).update(state="judging")

    with pytest.raises(Refused):
        hand_in(draft, call.challenge.deadline() + timedelta(hours=1))


def test_what_counts_is_the_arrival_of_the_whole_request_not_the_wait_for_a_lock(call, draft):
    in_time = call.challenge.enforced_until()

    with time_machine.travel(in_time + timedelta(seconds=30), tick=False):
        version = submit_entry(Entry.objects.get(pk=draft.entry.pk), by=draft.lead, arrived_at=in_time)

    assert version.submitted_at == in_time


def test_upload_that_begins_in_time_and_ends_too_late_is_late(call, draft, client):
    """The body is read to its end before the clock is looked at."""
    late = call.challenge.enforced_until() + SECOND

    class SlowBody(io.BytesIO):
        """A client that sends its last byte after the deadline."""

        def read(self, *args):
            traveller.move_to(late)
            return super().read(*args)

    with time_machine.travel(call.challenge.deadline() - SECOND, tick=False) as traveller:
        client.force_login(draft.lead)
        response = client.generic(
            "POST",
            reverse("submissions:entry_submit", args=[draft.entry.code]),
            content_type="application/x-www-form-urlencoded",
            **{"wsgi.input": SlowBody(b"key=abc"), "CONTENT_LENGTH": "7", "CONTENT_TYPE": FORM},
        )

    assert response.status_code == 409
    assert not EntryVersion.objects.exists()


def test_drafts_of_several_teams_share_one_check_of_the_clock(call, draft):
    """What a page shows and what a hand-in is judged by come from the same functions."""
    with time_machine.travel(call.challenge.enforced_until() + SECOND, tick=False):
        entry = Entry.objects.get(pk=draft.entry.pk)

        assert not entry.is_call_open()
        assert entry.closes_at() == call.challenge.deadline()
        assert timezone.now() > deadlines.last_instant(entry.challenge, entry.organisation)
