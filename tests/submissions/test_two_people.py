"""Where two people of the office decide: one proposes, another confirms or returns."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from challenges.models import Competition
from core.models import OutboxItem
from core.workflow import Refused, Stale
from submissions.actions.proposals import confirm_verdict, propose_verdict, return_verdict
from submissions.actions.screening import ask_clarification, save_checks, screen_entry
from submissions.models import Entry, Proposal
from tests.factories import EligibilityCheckFactory, EligibilityRuleFactory, MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def second(call):
    """Another coordinator of the office."""
    return MembershipFactory(organisation=call.challenge.competition.office, role="coordinator").user


@pytest.fixture
def judged(call, handed_in, close_call, second):
    """An entry that breaks a rule, in a call where two decide on rejections; gives the entry afresh."""
    rule = EligibilityRuleFactory(competition=call.challenge.competition, text="At least three people")
    EligibilityCheckFactory(entry=handed_in.entry, rule=rule, verdict="no", reason="You are two.")
    close_call()
    Competition.objects.update(screened_by_two="rejection")
    return lambda: Entry.objects.get(pk=handed_in.entry.pk)


def mails():
    return [row.payload for row in OutboxItem.objects.filter(kind="mail")]


def proposed(call, judged):
    return propose_verdict(judged(), by=call.coordinator, accept=False, note="Sorry.")


def test_one_person_alone_rejects_nothing(call, judged):
    with pytest.raises(PermissionDenied):
        screen_entry(judged(), by=call.coordinator, accept=False)

    assert judged().state == "submitted"
    assert not judged().history.exists()


def test_a_proposal_tells_nobody_outside_and_its_author_cannot_confirm_it(call, judged):
    proposal = proposed(call, judged)

    with pytest.raises(PermissionDenied):
        confirm_verdict(judged(), by=call.coordinator, proposal=proposal.pk)

    assert judged().state == "submitted"
    assert mails() == []


def test_the_history_that_the_team_reads_says_nothing_of_a_proposal(client, call, judged):
    proposed(call, judged)
    page = reverse("submissions:entry_history", args=[judged().code])

    def read_by(user):
        client.force_login(user)
        return client.get(page).content.decode()

    assert "Sorry." in read_by(call.coordinator)
    assert "Sorry." not in read_by(judged().contributors.get(role="lead").user)


def test_a_second_person_confirms_with_the_note_of_the_first(call, judged, second):
    confirm_verdict(judged(), by=second, proposal=proposed(call, judged).pk)

    ended = Proposal.objects.get()
    assert judged().state == "ineligible"
    assert (ended.confirmed, ended.ended_by) == (True, second)
    assert [line.by for line in judged().history.all()] == [call.coordinator, second]
    assert "Sorry." in mails()[0]["text"]


def test_acceptance_needs_two_only_where_every_verdict_does(call, judged):
    judged().checks.update(verdict="yes", reason="")
    Competition.objects.update(screened_by_two="every")

    with pytest.raises(PermissionDenied):
        screen_entry(judged(), by=call.coordinator, accept=True)
    Competition.objects.update(screened_by_two="rejection")
    screen_entry(judged(), by=call.coordinator, accept=True)

    assert judged().state == "eligible"


def test_nothing_changes_under_a_proposal(call, judged, second):
    proposed(call, judged)
    rule = judged().checks.get().rule_id
    late = {"sections": ["idea"], "message": "?", "due_at": timezone.now() + timedelta(days=1)}

    with pytest.raises(Refused, match="Return it"):
        save_checks(judged(), by=second, verdicts={rule: ("yes", "")})
    with pytest.raises(Refused, match="Return it"):
        ask_clarification(judged(), by=second, **late)
    with pytest.raises(Refused, match="Return it"):
        propose_verdict(judged(), by=second, accept=False)

    assert Proposal.objects.count() == 1


def test_a_colleague_returns_a_verdict_with_a_reason_and_its_author_hears(call, judged, second):
    proposal = proposed(call, judged)

    with pytest.raises(Refused, match="Say why"):
        return_verdict(judged(), by=second, proposal=proposal.pk)
    return_verdict(judged(), by=second, proposal=proposal.pk, reason="The third person joined.")

    [mail] = mails()
    assert (mail["to"], "The third person joined." in mail["text"]) == (call.coordinator.email, True)
    assert judged().proposal_waiting() is None
    assert judged().state == "submitted"


def test_ones_own_proposal_is_taken_back_without_a_reason_or_a_mail(call, judged):
    return_verdict(judged(), by=call.coordinator, proposal=proposed(call, judged).pk)

    assert judged().proposal_waiting() is None
    assert mails() == []


def test_a_proposal_that_was_taken_back_is_not_confirmed_by_its_old_page(call, judged, second):
    old = proposed(call, judged)
    return_verdict(judged(), by=call.coordinator, proposal=old.pk)
    new = propose_verdict(judged(), by=call.coordinator, accept=False, note="Other words.")

    with pytest.raises(Stale):
        confirm_verdict(judged(), by=second, proposal=old.pk)

    assert judged().proposal_waiting() == new


def test_pages_of_both(client, call, judged, second):
    entry = judged()
    names = [f"submissions:screening_{name}" for name in ("detail", "decide", "confirm")]
    page, decide, confirm = (reverse(name, args=[entry.code]) for name in names)
    rule = entry.checks.get().rule_id
    sent = {f"rule-{rule}": "no", f"reason-{rule}": "You are two.", "step": "propose_rejection"}
    waiting = {"verdict": "proposed"}

    client.force_login(call.coordinator)
    offered = client.get(page).content.decode()
    client.post(decide, sent)
    own = client.get(page).content.decode()
    client.force_login(second)
    theirs = client.get(page).content.decode()
    listed = client.get(reverse("submissions:screening_list"), waiting).content.decode()
    client.post(confirm, {"proposal": entry.proposals.get().pk})

    assert ("Save and propose to reject" in offered, "Save and reject" in offered) == (True, False)
    assert ("Confirm: reject" in own, "Confirm: reject" in theirs) == (False, True)
    assert "Ofelia Office proposes to reject" in theirs
    assert "Waits for a second person</span>" in listed
    assert judged().state == "ineligible"


def test_a_return_without_a_reason_is_refused_and_keeps_the_proposal(client, call, judged, second):
    proposal = proposed(call, judged)
    client.force_login(second)
    address = reverse("submissions:screening_return", args=[judged().code])

    page = client.post(address, {"proposal": proposal.pk})

    assert "Say why you return the verdict" in page.content.decode()
    assert judged().proposal_waiting() == proposal
