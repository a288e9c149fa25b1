"""The arrows as one table, and what stands in their way."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from core.templatetags.pages import state_label
from core.workflow import Refused, perform
from submissions.models import Entry
from tests.factories import (
    ClarificationFactory,
    EligibilityCheckFactory,
    EligibilityRuleFactory,
    EntryFactory,
)

pytestmark = pytest.mark.django_db


def test_entry_workflow_has_exactly_these_arrows():
    arrows = {(a.source, a.name, a.target) for a in Entry().get_all_state_transitions()}

    assert arrows == {
        ("draft", "submit", "submitted"),
        ("submitted", "reopen", "submitted"),
        ("submitted", "submit_again", "submitted"),
        ("submitted", "ask_clarification", "clarification"),
        ("clarification", "answer_clarification", "submitted"),
        ("clarification", "close_clarification", "submitted"),
        ("submitted", "accept", "eligible"),
        ("submitted", "reject", "ineligible"),
        ("submitted", "propose_acceptance", "submitted"),
        ("submitted", "propose_rejection", "submitted"),
        ("submitted", "return_verdict", "submitted"),
        ("ineligible", "overturn", "eligible"),
        ("eligible", "shortlist", "shortlisted"),
        ("eligible", "pass_over", "not_shortlisted"),
        ("eligible", "award", "awarded"),
        ("shortlisted", "award", "awarded"),
        ("eligible", "decline", "not_awarded"),
        ("shortlisted", "decline", "not_awarded"),
        ("draft", "withdraw", "withdrawn"),
        ("submitted", "withdraw", "withdrawn"),
        ("clarification", "withdraw", "withdrawn"),
        ("eligible", "withdraw", "withdrawn"),
    }


def test_every_state_can_be_built():
    states = {
        EntryFactory(**({} if state == "draft" else {state: True})).state for state in Entry.State.values
    }

    assert states == set(Entry.State.values)


def test_submit_needs_every_required_answer(call):
    entry = EntryFactory(challenge=call.challenge)

    with pytest.raises(Refused, match="missing"):
        perform(entry.submit, by=entry.contributors.get().user)

    assert Entry.objects.get(pk=entry.pk).state == "draft"
    assert not entry.history.exists()


def test_submit_is_refused_to_contributors_and_viewers(draft):
    for user in (draft.contributor, draft.viewer):
        with pytest.raises(PermissionDenied):
            perform(draft.entry.submit, by=user)


def test_accept_waits_until_the_call_has_closed(call, handed_in, close_call):
    with pytest.raises(Refused, match="still open"):
        perform(handed_in.entry.accept, by=call.coordinator)

    close_call()
    perform(Entry.objects.get(pk=handed_in.entry.pk).accept, by=call.coordinator)

    assert Entry.objects.get(pk=handed_in.entry.pk).state == "eligible"


def test_accept_needs_a_verdict_on_every_rule(call, handed_in, close_call):
    EligibilityRuleFactory(competition=call.challenge.competition)
    close_call()

    with pytest.raises(Refused, match="each needs a verdict"):
        perform(Entry.objects.get(pk=handed_in.entry.pk).accept, by=call.coordinator)


def test_reject_needs_a_rule_that_is_not_met_with_a_reason(call, handed_in, close_call):
    check = EligibilityCheckFactory(entry=handed_in.entry)
    close_call()

    with pytest.raises(Refused, match="which rule"):
        perform(Entry.objects.get(pk=handed_in.entry.pk).reject, by=call.coordinator)

    check.verdict, check.reason = "no", "No team of three."
    check.save()
    perform(Entry.objects.get(pk=handed_in.entry.pk).reject, by=call.coordinator)
    assert Entry.objects.get(pk=handed_in.entry.pk).state == "ineligible"


def test_answer_to_a_clarification_is_refused_after_its_date(call):
    entry = EntryFactory(challenge=call.challenge, clarification=True)
    ClarificationFactory(entry=entry, due_at=timezone.now() - timedelta(minutes=1))

    with pytest.raises(Refused, match="date for the answer"):
        perform(entry.answer_clarification, by=entry.contributors.get().user)


@pytest.mark.parametrize("name", ["shortlist", "pass_over", "award", "decline"])
def test_outcomes_are_the_offices_alone_and_have_no_button(call, name):
    entry = EntryFactory(challenge=call.challenge, eligible=True)

    for stranger in (entry.contributors.get().user, call.editor):
        with pytest.raises(PermissionDenied):
            perform(getattr(entry, name), by=stranger)

    arrow = next(a for a in entry.get_all_state_transitions() if a.name == name)
    assert arrow.custom["inside"] == "release_decisions"


def unchanged(entry, steps):
    fresh = Entry.objects.get(pk=entry.pk)
    return fresh.state == "submitted" and fresh.history.count() == steps


def test_reopening_is_a_step_of_the_lead_and_is_told_in_the_history(handed_in):
    steps = handed_in.entry.history.count()
    for user in (handed_in.contributor, handed_in.viewer):
        with pytest.raises(PermissionDenied):
            perform(Entry.objects.get().reopen, by=user)
    assert unchanged(handed_in.entry, steps)

    entry = perform(Entry.objects.get().reopen, by=handed_in.lead)

    assert (entry.is_written_again(), entry.is_handed_in()) == (True, False)
    assert state_label(entry.history.last()) == "Reopened"
    with pytest.raises(Refused, match="again already"):
        perform(entry.reopen, by=handed_in.lead)


def test_reopening_ends_with_the_call(handed_in, close_call):
    steps = handed_in.entry.history.count()
    close_call()

    with pytest.raises(Refused, match="call is closed"):
        perform(Entry.objects.get().reopen, by=handed_in.lead)

    assert unchanged(handed_in.entry, steps)


def test_handing_in_again_needs_a_reopened_and_complete_entry_in_an_open_call(handed_in, close_call):
    with pytest.raises(Refused, match="Reopen it first"):
        perform(Entry.objects.get().submit_again, by=handed_in.lead)
    entry = perform(Entry.objects.get().reopen, by=handed_in.lead)
    steps = entry.history.count()
    with pytest.raises(PermissionDenied):
        perform(entry.submit_again, by=handed_in.contributor)

    Entry.objects.update(title="")
    with pytest.raises(Refused, match="missing or too long"):
        perform(Entry.objects.get().submit_again, by=handed_in.lead)
    Entry.objects.update(title="Shade")
    close_call()
    with pytest.raises(Refused, match="call is closed"):
        perform(Entry.objects.get().submit_again, by=handed_in.lead)
    assert unchanged(entry, steps)


def test_handing_in_again_closes_the_entry_and_is_told_in_the_history(handed_in):
    perform(Entry.objects.get().reopen, by=handed_in.lead)

    entry = perform(Entry.objects.get().submit_again, by=handed_in.lead)

    assert (entry.is_written_again(), entry.is_handed_in()) == (False, True)
    assert state_label(entry.history.last()) == "Handed in again"
