"""A withdrawal that was a mistake is taken back, or the page says why not and what to do instead."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from challenges.actions.competitions import begin_judging
from challenges.actions.reviews import (
    publish_challenge,
    reinstate_challenge,
    reopen_challenge,
    withdraw_challenge,
)
from challenges.models import Challenge, Competition
from core.models import Change, OutboxItem
from core.workflow import Refused
from submissions.models import Entry
from tests.factories import (
    ChallengeFactory,
    CompetitionFactory,
    CriterionFactory,
    EntryFactory,
    MembershipFactory,
    UserFactory,
)
from tests.races import race

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return MembershipFactory(coordinator=True)


def withdrawn(office, **fields):
    """A challenge that its city withdrew, and an editor of the city."""
    competition = CompetitionFactory(running=True, office=office.organisation)
    challenge = ChallengeFactory(competition=competition, **{"published": True, **fields})
    editor = MembershipFactory(organisation=challenge.organisation, editor=True).user
    withdraw_challenge(challenge, by=editor, note="We sold the hall.")
    return Challenge.objects.get(pk=challenge.pk), editor


def test_the_office_takes_a_withdrawal_back_and_those_who_were_told_hear_of_it(client, office):
    team = UserFactory()
    challenge, editor = withdrawn(office)
    entry = EntryFactory(challenge=challenge, lead=team)
    client.force_login(office.user)
    address = reverse("challenges:challenge_reinstate", args=[challenge.code])
    assert address in client.get(challenge.get_absolute_url()).text

    client.post(address, {"note": "The sale fell through."})

    challenge = Challenge.objects.get(pk=challenge.pk)
    assert challenge.state == "published"
    assert challenge.is_open()
    assert challenge.withdrawal_reason == ""
    assert challenge.history.latest("pk").note == "The sale fell through."
    assert Change.objects.latest("pk").kind == "reinstated"
    for user in (team, editor):
        mail = OutboxItem.objects.filter(kind="mail", payload__to=user.email).latest("pk").payload
        assert mail["subject"].startswith("On again:")
        assert "Entries are judged again" in " ".join(mail["text"].split())
        assert "The sale fell through." in mail["text"]
    assert not Entry.objects.get(pk=entry.pk).is_called_off()
    page = client.get(challenge.get_absolute_url()).text
    assert "was withdrawn" not in page
    assert "The sale fell through." in page


def test_it_wants_a_reason_and_the_office(office):
    challenge, editor = withdrawn(office)

    for by in (editor, MembershipFactory(coordinator=True).user):
        with pytest.raises(PermissionDenied):
            reinstate_challenge(challenge, by=by, note="Mine.")
    with pytest.raises(Refused):
        reinstate_challenge(challenge, by=office.user, note=" ")
    assert Challenge.objects.get(pk=challenge.pk).was_withdrawn()
    assert challenge.history.count() == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"closes_at": timezone.now() - timedelta(hours=1)}, "deadline has passed"),
        ({"competition__state": "judging"}, "takes no more challenges back"),
        ({"competition__state": "cancelled"}, "takes no more challenges back"),
    ],
)
def test_too_late_the_page_says_why_not_and_what_to_do_instead(client, office, fields, sentence):
    challenge, _editor = withdrawn(office)
    for name, value in fields.items():
        if "__" in name:
            type(challenge.competition).objects.update(state=value)
        else:
            Challenge.objects.filter(pk=challenge.pk).update(**{name: value})
    client.force_login(office.user)

    page = client.get(challenge.get_absolute_url()).text

    assert sentence in page
    assert "new challenge" in page
    assert reverse("challenges:challenge_reinstate", args=[challenge.code]) not in page
    with pytest.raises(Refused, match=sentence):
        reinstate_challenge(Challenge.objects.get(pk=challenge.pk), by=office.user, note="Back.")


def test_the_city_reads_whom_to_ask(client, office):
    challenge, editor = withdrawn(office)
    client.force_login(editor)

    page = client.get(challenge.get_absolute_url()).text

    assert f"Write to {office.organisation}" in page
    client.force_login(UserFactory())
    assert "Write to" not in client.get(challenge.get_absolute_url()).text


def test_a_city_opens_a_draft_again_that_never_was_public(client, office):
    challenge, editor = withdrawn(office, published=False, state="draft", published_at=None)
    client.force_login(editor)
    assert "Open it as a draft again" in client.get(challenge.get_absolute_url()).text
    with pytest.raises(PermissionDenied):
        reopen_challenge(challenge, by=office.user)

    answer = client.post(
        reverse("challenges:challenge_transition", args=[challenge.code]), {"step": "reopen"}
    )
    assert answer.status_code == 302, answer.text

    challenge = Challenge.objects.get(pk=challenge.pk)
    assert challenge.is_editable()
    assert challenge.withdrawal_reason == ""


def test_a_published_one_is_no_draft_again(office):
    challenge, editor = withdrawn(office)

    with pytest.raises(PermissionDenied):
        reopen_challenge(challenge, by=editor)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_try", range(2))
@pytest.mark.parametrize("before", ["withdrawn", "in_review"])
def test_judging_never_begins_without_a_challenge_that_is_published_meanwhile(office, before, _try):
    challenge, _editor = withdrawn(office, closes_at=timezone.now() + timedelta(days=1))
    call = challenge.competition
    Challenge.objects.filter(pk=challenge.pk).update(state=before)
    Competition.objects.filter(pk=call.pk).update(closes_at=timezone.now() - timedelta(days=1))
    CriterionFactory(competition=call, weight=100)

    def act(n):
        if n:
            fresh = Challenge.objects.get(pk=challenge.pk)
            publish = reinstate_challenge if before == "withdrawn" else publish_challenge
            return publish(fresh, by=office.user, note="It was a mistake.")
        return begin_judging(Competition.objects.get(pk=call.pk), by=office.user)

    outcome = race(act, threads=2)

    states = Competition.objects.get(pk=call.pk).state, Challenge.objects.get(pk=challenge.pk).state
    assert states in (("running", "published"), ("judging", before))
    assert [type(error) for error in outcome.lost] == [Refused]
