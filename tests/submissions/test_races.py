"""Several people at the same moment, decided by PostgreSQL (D2, D3, D6, D7)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from challenges.models import Challenge, Competition
from core.editing import Clash
from core.models import OutboxItem
from core.workflow import Refused, perform
from submissions.actions.drafting import start_entry
from submissions.actions.hand_in import submit_entry, withdraw_entry
from submissions.actions.outcomes import award_entry
from submissions.actions.proposals import confirm_verdict, propose_verdict, return_verdict
from submissions.actions.screening import ask_clarification, grant_extension, overturn_rejection
from submissions.actions.sections import save_fields
from submissions.models import Answer, Entry, EntryVersion
from tests.factories import (
    AnswerFactory,
    ChallengeFactory,
    CriterionFactory,
    EligibilityCheckFactory,
    EligibilityRuleFactory,
    EntryFactory,
    MembershipFactory,
)
from tests.races import race

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]


@pytest.fixture
def running():
    """A published challenge of a running competition without a form."""
    return ChallengeFactory(published=True)


def fetch(entry):
    return Entry.objects.get(pk=entry.pk)


def test_nobody_lands_after_judging_has_begun(running):
    """Begin judging against 16 hand-ins that arrived in time: each is before the start, or refused."""
    competition = running.competition
    CriterionFactory(competition=competition, weight=100)
    competition.closes_at = timezone.now() - timedelta(minutes=5)
    competition.save()
    in_time = competition.closes_at
    entries = [EntryFactory(challenge=running) for _ in range(16)]
    leads = [entry.contributors.get().user for entry in entries]
    coordinator = MembershipFactory(organisation=competition.office, role="coordinator").user
    counted = []

    def act(number):
        if number == 16:
            fresh = Competition.objects.get(pk=competition.pk)
            perform(fresh.begin_judging, by=coordinator)
            counted.append(EntryVersion.objects.count())
            return None
        return submit_entry(fetch(entries[number]), by=leads[number], arrived_at=in_time)

    outcome = race(act, threads=17)

    assert all(isinstance(error, Refused) for error in outcome.lost)
    assert EntryVersion.objects.count() == counted[0]
    assert Entry.objects.filter(state="submitted").count() == counted[0]


def test_same_key_in_parallel_is_one_version_and_one_mail(running):
    entry = EntryFactory(challenge=running)
    lead = entry.contributors.get().user

    outcome = race(
        lambda number: submit_entry(fetch(entry), by=lead, idempotency_key="k").receipt_number,
        threads=16,
    )

    assert not outcome.lost
    assert len(set(outcome.won)) == 1
    assert EntryVersion.objects.count() == 1
    assert OutboxItem.objects.filter(kind="mail").count() == 1
    assert entry.history.count() == 1


def test_same_key_in_parallel_begins_one_entry(running):
    seat = MembershipFactory()

    outcome = race(
        lambda number: (
            start_entry(
                Challenge.objects.get(pk=running.pk), seat.organisation, by=seat.user, title="X", key="k"
            ).pk
        ),
        threads=16,
    )

    assert not outcome.lost
    assert len(set(outcome.won)) == 1
    assert Entry.objects.count() == 1


def handed_in(running, **traits):
    entry = EntryFactory(challenge=running, **traits)
    coordinator = MembershipFactory(organisation=running.competition.office, role="coordinator").user
    return entry, entry.contributors.get().user, coordinator


def colleague_in(running):
    """One more coordinator of the office."""
    return MembershipFactory(organisation=running.competition.office, role="coordinator").user


STEPS = {
    "submit": ({}, lambda e, lead, office: submit_entry(e, by=lead)),
    "withdraw": ({}, lambda e, lead, office: withdraw_entry(e, by=lead, reason="x")),
    "award": ({"eligible": True}, lambda e, lead, office: award_entry(e, by=office)),
    "overturn": (
        {"ineligible": True},
        lambda e, lead, office: overturn_rejection(e, by=office, reason="x"),
    ),
    "ask": (
        {"submitted": True},
        lambda e, lead, office: ask_clarification(
            e, by=office, sections=["_basics"], message="?", due_at=timezone.now() + timedelta(days=1)
        ),
    ),
}


@pytest.mark.parametrize("step", STEPS)
def test_of_eight_at_once_one_wins(running, step):
    traits, act = STEPS[step]
    entry, lead, office = handed_in(running, **traits)

    outcome = race(lambda number: act(fetch(entry), lead, office))

    mails = OutboxItem.objects.filter(kind="mail").values_list("payload__to", "payload__subject")
    assert len(outcome.won) == 1
    assert all(isinstance(error, Refused) for error in outcome.lost)
    assert entry.history.count() == 1
    assert len(mails) == len(set(mails))


@pytest.mark.parametrize("other", ["confirm", "return"])
def test_a_proposed_verdict_ends_once(running, other):
    """Two confirm at once; or one confirms while the first takes it back: it is over once, told once."""
    running.competition.closes_at = timezone.now() - timedelta(minutes=5)
    running.competition.screened_by_two = "rejection"
    running.competition.save()
    entry, _lead, first = handed_in(running, submitted=True)
    rule = EligibilityRuleFactory(competition=running.competition)
    EligibilityCheckFactory(entry=entry, rule=rule, verdict="no", reason="You are two.")
    colleagues = [colleague_in(running) for _ in range(4)]
    proposal = propose_verdict(fetch(entry), by=first, accept=False).pk

    def act(number):
        if other == "return" and number % 2:
            return return_verdict(fetch(entry), by=first, proposal=proposal).state
        return confirm_verdict(fetch(entry), by=colleagues[number // 2], proposal=proposal).state

    outcome = race(act)

    mails = OutboxItem.objects.filter(kind="mail").count()
    assert len(outcome.won) == 1
    assert all(isinstance(error, Refused) for error in outcome.lost)
    assert fetch(entry).state == outcome.won[0]
    assert mails == (1 if outcome.won == ["ineligible"] else 0)
    assert entry.history.count() == 2


def test_two_tabs_at_once_lose_no_text(running):
    answer = AnswerFactory(entry__challenge=running, text="")
    entry, question = answer.entry, answer.question
    lead = entry.contributors.get().user

    outcome = race(
        lambda number: save_fields(
            fetch(entry),
            question.section.identifier,
            {question.identifier: f"Tab {number}"},
            by=lead,
            version=1,
        )
    )

    assert len(outcome.won) == 1
    assert all(isinstance(error, Clash) for error in outcome.lost)
    assert {error.fields[question.identifier] for error in outcome.lost} == {Answer.objects.get().text}


def test_extension_and_hand_in_at_once_end_in_one_order_or_the_other(running):
    entry, lead, office = handed_in(running)
    competition = running.competition
    competition.closes_at = timezone.now() - timedelta(minutes=5)
    competition.save()
    until = timezone.now() + timedelta(days=1)

    def act(number):
        if number == 0:
            challenge = Challenge.objects.get(pk=running.pk)
            return grant_extension(challenge, entry.organisation, by=office, until=until, reason="x")
        return submit_entry(fetch(entry), by=lead)

    outcome = race(act, threads=2)

    submitted = EntryVersion.objects.count()
    assert len(outcome.won) == 1 + submitted
    assert fetch(entry).state == ("submitted" if submitted else "draft")
