"""Who takes each step of an entry, and which guard refuses it: one row each."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from submissions import workflow
from submissions.models import Entry
from tests.factories import (
    ClarificationFactory,
    EligibilityCheckFactory,
    EligibilityRuleFactory,
    EntryFactory,
    MembershipFactory,
)
from tests.rules import refusal, who_may
from tests.submissions.conftest import team_of

pytestmark = pytest.mark.django_db

SCREENING = {"accept": "yes", "reject": "no"}


@pytest.fixture
def ready(call, close_call):
    """An entry for which every guard of the step holds, with its team."""

    def make(state, step):
        traits = {} if state == "draft" else {state: True}
        team = team_of(EntryFactory(challenge=call.challenge, title="ShadeWays", **traits), call)
        if state == "clarification":
            ClarificationFactory(entry=team.entry, due_at=timezone.now() + timedelta(days=2))
        if step == "submit_again":
            Entry.objects.update(reopened=True)
        if step in SCREENING:
            rule = EligibilityRuleFactory(competition=call.challenge.competition)
            verdict = {"verdict": SCREENING[step], "reason": "You are two."}
            EligibilityCheckFactory(entry=team.entry, rule=rule, **verdict)
            close_call()
        return team

    return make


@pytest.fixture
def people(call):
    """One person for each role that has to do with entries."""

    def around(team):
        return {
            "lead": team.lead,
            "contributor": team.contributor,
            "viewer": team.viewer,
            "coordinator": call.coordinator,
            "city": call.editor,
            "other office": MembershipFactory(coordinator=True).user,
            "other lead": EntryFactory(challenge=call.challenge).contributors.get().user,
            "public": AnonymousUser(),
        }

    return around


@pytest.mark.parametrize(
    ("state", "step", "roles"),
    [
        ("draft", "submit", {"lead"}),
        ("submitted", "reopen", {"lead"}),
        ("submitted", "submit_again", {"lead"}),
        ("submitted", "ask_clarification", {"coordinator"}),
        ("clarification", "answer_clarification", {"lead"}),
        ("clarification", "close_clarification", {"coordinator"}),
        ("submitted", "accept", {"coordinator"}),
        ("submitted", "reject", {"coordinator"}),
        ("ineligible", "overturn", {"coordinator"}),
        ("eligible", "shortlist", {"coordinator"}),
        ("eligible", "pass_over", {"coordinator"}),
        ("eligible", "award", {"coordinator"}),
        ("shortlisted", "award", {"coordinator"}),
        ("eligible", "decline", {"coordinator"}),
        ("shortlisted", "decline", {"coordinator"}),
        ("draft", "withdraw", {"lead", "coordinator"}),
        ("submitted", "withdraw", {"lead", "coordinator"}),
        ("clarification", "withdraw", {"lead", "coordinator"}),
        ("eligible", "withdraw", {"lead", "coordinator"}),
    ],
)
def test_steps_of_an_entry_are_taken_by_these_roles_alone(ready, people, state, step, roles):
    team = ready(state, step)

    assert who_may(team.entry, step, people(team)) == roles


def close(team, call, close_call):
    close_call()


def take_the_title(team, call, close_call):
    Entry.objects.update(title="")


def hand_in(team, call, close_call):
    Entry.objects.update(reopened=False)


def reopen(team, call, close_call):
    Entry.objects.update(reopened=True)


def let_the_date_pass(team, call, close_call):
    team.entry.clarifications.update(due_at=timezone.now() - timedelta(minutes=1))


def open_the_call(team, call, close_call):
    close_call(-timedelta(days=2))


def add_a_rule(team, call, close_call):
    EligibilityRuleFactory(competition=call.challenge.competition)


def turn_the_verdict(team, call, close_call):
    check = team.entry.checks.get()
    check.verdict = {"yes": "no", "no": "yes"}[check.verdict]
    check.save()


@pytest.mark.parametrize(
    ("state", "step", "spoil", "guard"),
    [
        ("draft", "submit", close, workflow.call_is_open),
        ("draft", "submit", take_the_title, workflow.is_complete),
        ("submitted", "reopen", reopen, workflow.is_not_written_again),
        ("submitted", "reopen", close, workflow.call_is_open),
        ("submitted", "submit_again", hand_in, workflow.is_written_again),
        ("submitted", "submit_again", close, workflow.call_is_open),
        ("submitted", "submit_again", take_the_title, workflow.is_complete),
        ("clarification", "answer_clarification", let_the_date_pass, workflow.clarification_is_not_overdue),
        ("clarification", "answer_clarification", take_the_title, workflow.is_complete),
        ("submitted", "accept", open_the_call, workflow.call_is_over_for_the_team),
        ("submitted", "accept", add_a_rule, workflow.every_rule_has_a_verdict),
        ("submitted", "accept", turn_the_verdict, workflow.every_rule_is_met),
        ("submitted", "reject", open_the_call, workflow.call_is_over_for_the_team),
        ("submitted", "reject", add_a_rule, workflow.every_rule_has_a_verdict),
        ("submitted", "reject", turn_the_verdict, workflow.a_rule_is_not_met),
    ],
)
def test_one_guard_alone_refuses_the_step(ready, call, close_call, state, step, spoil, guard):
    team = ready(state, step)

    spoil(team, call, close_call)

    assert refusal(team.entry, step) == str(guard.reason)
