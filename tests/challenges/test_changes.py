"""What was published changes: who is told, what entries and challenges say of it."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from challenges.actions.competitions import cancel_competition, edit_competition
from challenges.actions.reviews import withdraw_challenge
from core.models import OutboxItem
from submissions.models import Entry
from tests.factories import (
    ChallengeFactory,
    CompetitionFactory,
    EntryFactory,
    JurorFactory,
    MembershipFactory,
    PanelFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    """A running call with its coordinator, a city, a team with an entry and a draft in it, and a juror."""
    competition = CompetitionFactory(running=True, ready=True)
    challenge = ChallengeFactory(published=True, competition=competition)
    coordinator = MembershipFactory(organisation=competition.office, role="coordinator").user
    editor = MembershipFactory(organisation=challenge.organisation, editor=True).user
    entry = EntryFactory(challenge=challenge, eligible=True)
    lead = entry.contributors.get().user
    EntryFactory(challenge=ChallengeFactory(published=True, competition=competition), lead=lead)
    juror = JurorFactory(panel=PanelFactory(competition=competition, challenges=[challenge])).user
    return SimpleNamespace(
        competition=competition,
        challenge=challenge,
        entry=entry,
        coordinator=coordinator,
        editor=editor,
        lead=lead,
        juror=juror,
    )


def mails():
    """Who got how many mails."""
    to = [row.payload["to"] for row in OutboxItem.objects.filter(kind="mail")]
    return sorted(to)


def emails(*people):
    return sorted(person.email for person in people)


def test_a_new_deadline_is_told_to_cities_teams_and_jurors_once_each(call):
    later = call.competition.closes_at + timedelta(days=3)

    edit_competition(call.competition, by=call.coordinator, version=1, closes_at=later)

    assert mails() == emails(call.editor, call.lead, call.juror)


def test_a_cancelled_competition_says_so_everywhere(call, client):
    cancel_competition(call.competition, by=call.coordinator, note="The money is gone.")

    assert mails() == emails(call.editor, call.lead, call.juror)
    entry = Entry.objects.get(pk=call.entry.pk)
    assert entry.plain_state(call.lead) == "Competition cancelled"
    assert entry.challenge.phase()["label"] == "Competition cancelled"
    assert not entry.challenge.takes_questions()
    for page in (call.competition, call.challenge):
        assert "The money is gone." in client.get(page.get_absolute_url()).text
    client.force_login(call.lead)
    page = client.get(entry.get_absolute_url()).text
    assert "The money is gone." in page
    assert "will not be judged" in page
    draft = Entry.objects.get(state="draft")
    assert "was called off" in client.get(draft.get_absolute_url()).text


def test_a_withdrawn_challenge_tells_its_teams_what_it_means(call, client):
    withdraw_challenge(call.challenge, by=call.editor, note="The market burnt down.")

    assert mails() == emails(call.editor, call.lead, call.juror, call.coordinator)
    entry = Entry.objects.get(pk=call.entry.pk)
    assert entry.plain_state(call.lead) == "Challenge withdrawn"
    assert entry.plain_state(call.coordinator) == "Eligible"
    client.force_login(call.lead)
    assert "The market burnt down." in client.get(entry.get_absolute_url()).text
