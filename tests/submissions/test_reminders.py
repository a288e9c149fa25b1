"""Mails about the deadline: who gets them, when, and never twice."""

from datetime import timedelta

import pytest
import time_machine

from core.models import Notice, OutboxItem
from submissions import tasks
from submissions.actions.reminders import remind_drafts, tell_what_comes_next
from tests.factories import EntryFactory, ExtensionFactory

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def mails(subject):
    """To whom mails with that subject wait."""
    return sorted(row.payload["to"] for row in rows_with(subject))


def rows_with(subject):
    """The rows of the outbox with that subject."""
    return [row for row in OutboxItem.objects.filter(kind="mail") if subject in row.payload["subject"]]


def remind_at(call, before):
    with time_machine.travel(call.challenge.deadline() - before, tick=False):
        return remind_drafts()


def test_writers_of_a_draft_are_reminded_three_days_and_one_day_before(call, draft):
    writers = sorted([draft.lead.email, draft.contributor.email])

    assert remind_at(call, 3 * DAY + HOUR) == 0
    assert remind_at(call, 3 * DAY) == 1
    remind_at(call, 2 * DAY)
    assert mails("Not handed in yet: “ShadeWays”") == writers
    remind_at(call, DAY)
    remind_at(call, HOUR)
    assert mails("Not handed in yet") == sorted(writers * 2)
    assert remind_at(call, -HOUR) == 0
    assert Notice.objects.filter(user=draft.lead).count() == 2


def test_the_office_learns_nothing_of_drafts(call, draft):
    remind_at(call, DAY)

    assert call.coordinator.email not in mails("Not handed in yet")
    assert not Notice.objects.filter(user=call.coordinator).exists()


def test_who_has_handed_in_is_not_reminded_unless_reopened(call, handed_in):
    assert remind_at(call, DAY) == 0

    handed_in.entry.reopened = True
    handed_in.entry.save()

    assert remind_at(call, DAY) == 1
    assert handed_in.lead.email in mails("Reopened and not handed in again")


def test_a_team_with_more_time_is_reminded_of_its_own_deadline(call, draft):
    until = call.challenge.deadline() + 5 * DAY
    ExtensionFactory(challenge=call.challenge, organisation=draft.entry.organisation, until=until)

    assert remind_at(call, DAY) == 0
    assert remind_at(call, -3 * DAY) == 1


@pytest.mark.parametrize("state", ["withdrawn", "eligible"])
def test_finished_entries_are_left_alone(call, state):
    EntryFactory(challenge=call.challenge, **{state: True})

    assert remind_at(call, DAY) == 0


def test_a_withdrawn_challenge_reminds_nobody():
    withdrawn = EntryFactory(challenge__withdrawn=True)
    with time_machine.travel(withdrawn.challenge.deadline() - DAY, tick=False):
        remind_drafts()

    assert withdrawn.contributors.get().user.email not in mails("Not handed in yet")


def test_after_the_close_each_team_learns_once_what_comes_next(call, draft, close_call):
    entry = EntryFactory(challenge=call.challenge, submitted=True)
    close_call(ago=HOUR)

    assert tasks.tell_teams_about_deadlines() == 2
    tasks.tell_teams_about_deadlines()

    assert mails("what happens to your entry") == [entry.contributors.get().user.email]
    team = [draft.lead.email, draft.contributor.email, draft.viewer.email]
    assert mails("your draft was not handed in") == sorted(team)
    (row,) = rows_with("what happens to your entry")
    assert entry.version_in_force().receipt_number in row.payload["text"]


def test_within_the_tolerance_nobody_is_told_that_the_call_has_closed(call, draft):
    call.challenge.competition.tolerance_seconds = 600
    call.challenge.competition.save()
    with time_machine.travel(call.challenge.deadline() + timedelta(seconds=300), tick=False):
        assert tell_what_comes_next() == 0


def test_old_calls_are_not_written_about(call, draft, close_call):
    close_call(ago=4 * DAY)

    assert tell_what_comes_next() == 0
