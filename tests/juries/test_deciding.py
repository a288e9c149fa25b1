"""Deliberation, two signatures, and the one act of release."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.template import TemplateDoesNotExist
from django.urls import reverse
from django.utils import timezone

from challenges.actions.reviews import withdraw_challenge
from challenges.models import Challenge
from core.models import Notice, OutboxItem, Writing
from core.workflow import Refused, Stale, reasons
from juries.actions import release
from juries.actions.city_decision import decide_for_city
from juries.actions.deliberation import (
    propose_decision,
    record_meeting,
    record_motion,
    reopen_panel,
    sign_as_deputy,
)
from juries.actions.panels import choose_challenges, create_panel
from juries.actions.release import release_decisions, release_problems, write_letter
from juries.models import Award, Decision, Panel
from juries.results.feedback import feedback_of
from juries.workflow.panel import scoring_is_over
from submissions.models import Entry
from tests.factories import ConflictFactory, JurorFactory, MembershipFactory, UserFactory
from tests.juries.conftest import ADVICE, REFUSAL, jury, score_all
from tests.juries.signing import sign_protocol

pytestmark = pytest.mark.django_db


def advise(scene):
    """A meeting, and advice on both entries."""
    panel, user = scene.panel, scene.chair.user
    record_meeting(panel, by=user, held_at=timezone.now(), place="Online", present=scene.jurors)
    propose_decision(panel, scene.entries[0], by=user, **ADVICE)
    for entry in scene.entries[1:]:
        propose_decision(panel, entry, by=user, **REFUSAL)


def sign_all(scene):
    """Both signatures."""
    sign_protocol(scene.panel, by=scene.chair.user)
    choices = {one.pk: (one.outcome, "") for one in scene.panel.decisions.all()}
    decide_for_city(scene.challenge, by=scene.editor, choices=choices)


@pytest.fixture
def signed(decided):
    advise(decided)
    sign_all(decided)
    return decided


def test_a_meeting_needs_a_quorum_of_its_own_jurors(decided):
    values = {"by": decided.chair.user, "held_at": timezone.now(), "place": "Online"}

    with pytest.raises(Refused):
        record_meeting(decided.panel, present=[], **values)
    with pytest.raises(Refused):
        record_meeting(decided.panel, present=[JurorFactory(), JurorFactory()], **values)


def test_a_motion_is_carried_by_more_votes_for_than_against(decided):
    motion = record_motion(
        decided.panel, by=decided.chair.user, wording="Award it.", votes_for=1, votes_against=1, abstentions=1
    )

    assert not motion.carried


def test_more_votes_than_jurors_without_conflict_are_refused(decided):
    entry = decided.entries[0]
    ConflictFactory(juror=decided.jurors[1], entry=entry, verdict="upheld")

    with pytest.raises(Refused):
        record_motion(
            decided.panel,
            by=decided.chair.user,
            entry=entry,
            wording="Award it.",
            votes_for=3,
            votes_against=0,
        )


def test_who_has_a_conflict_does_not_write_the_advice(decided):
    entry = decided.entries[0]
    ConflictFactory(juror=decided.chair, entry=entry)

    with pytest.raises(PermissionDenied):
        propose_decision(decided.panel, entry, by=decided.chair.user, **REFUSAL)

    deputy = decided.panel.presiding(entry)
    assert deputy in decided.jurors[1:]
    propose_decision(decided.panel, entry, by=deputy.user, **REFUSAL)


def test_a_deputy_signs_only_what_the_chair_may_not(decided):
    advise(decided)
    entry, other = decided.entries
    ConflictFactory(juror=decided.chair, entry=entry)
    deputy = decided.panel.presiding(entry).user

    with pytest.raises(Refused):
        sign_protocol(decided.panel, by=decided.chair.user)
    sign_as_deputy(Decision.objects.get(entry=entry), by=deputy)
    with pytest.raises(PermissionDenied):
        sign_as_deputy(Decision.objects.get(entry=other), by=deputy)
    sign_protocol(decided.panel, by=decided.chair.user)

    signers = dict(Decision.objects.values_list("entry", "jury_signed_by"))
    assert signers == {entry.pk: deputy.pk, other.pk: decided.chair.user.pk}


def test_a_stale_decision_is_not_overwritten(decided):
    panel, entry, chair = decided.panel, decided.entries[0], decided.chair.user
    propose_decision(panel, entry, by=chair, **REFUSAL)
    propose_decision(panel, entry, by=chair, version=1, **ADVICE)

    with pytest.raises(Stale):
        propose_decision(panel, entry, by=chair, version=1, **REFUSAL)

    assert Decision.objects.get().outcome == "award"


def test_advice_that_was_overwritten_is_read_by_who_presides_and_the_office_alone(client, decided):
    entry, chair = decided.entries[1], decided.chair.user
    first = propose_decision(decided.panel, entry, by=chair, **REFUSAL)
    Writing.objects.update(ended_at=timezone.now() - timedelta(hours=1))
    propose_decision(
        decided.panel, entry, by=chair, version=first.version, **REFUSAL | {"reason": "Too dear."}
    )
    page = reverse("journal_list", args=["juries.decision", first.pk])
    form = reverse("juries:decision_edit", args=[decided.panel.code, entry.code])

    def answer(user):
        client.force_login(user)
        return client.get(page)

    assert page in (client.force_login(chair) or client.get(form)).text
    shown = answer(chair).text
    assert "Too" in shown
    assert "Reason" in shown
    assert "Bring back" not in shown
    assert answer(decided.coordinator).status_code == 200
    juror = next(one for one in decided.jurors if not one.is_chair)
    assert answer(juror.user).status_code == 404
    assert answer(decided.editor).status_code == 404
    ConflictFactory(juror=decided.chair, entry=entry, verdict="upheld")
    assert answer(chair).status_code == 404


def test_a_single_round_cannot_shortlist(decided):
    with pytest.raises(Refused):
        propose_decision(
            decided.panel, decided.entries[0], by=decided.chair.user, outcome="shortlist", reason="Good."
        )


def test_more_awards_than_the_call_promises_are_not_signed(decided):
    decided.competition.max_award_count = 0
    decided.competition.save()
    advise(decided)

    with pytest.raises(Refused, match="at most 0 awards"):
        sign_protocol(Panel.objects.get(), by=decided.chair.user)


def test_the_city_is_asked_once_the_jury_has_signed(decided):
    advise(decided)

    sign_protocol(decided.panel, by=decided.chair.user)

    mail = OutboxItem.objects.get(kind="mail", payload__to=decided.editor.email)
    assert decided.challenge.title in mail.payload["subject"]
    assert decided.entries[0].title not in mail.payload["text"]


def test_the_city_decides_itself_and_says_why(decided):
    advise(decided)
    sign_protocol(decided.panel, by=decided.chair.user)
    first, second = (Decision.objects.get(entry=entry) for entry in decided.entries)

    with pytest.raises(Refused):
        decide_for_city(
            decided.challenge,
            by=decided.editor,
            choices={first.pk: ("decline", ""), second.pk: ("decline", "")},
        )
    with pytest.raises(Refused):
        decide_for_city(decided.challenge, by=decided.editor, choices={first.pk: ("award", "")})
    with pytest.raises(PermissionDenied):
        decide_for_city(decided.challenge, by=decided.coordinator, choices={})
    decide_for_city(
        decided.challenge,
        by=decided.editor,
        choices={first.pk: ("decline", "No budget."), second.pk: ("decline", "")},
    )

    first = Decision.objects.get(pk=first.pk)
    assert (first.outcome, first.final_outcome(), first.departs()) == ("award", "decline", True)
    assert "No budget." in first.letter


def test_reopening_needs_a_reason_lets_signatures_lapse_and_is_told(signed):
    with pytest.raises(Refused):
        reopen_panel(signed.panel, by=signed.chair.user, reason=" ")

    reopen_panel(signed.panel, by=signed.chair.user, reason="A vote was counted wrongly.")

    assert not Decision.objects.exclude(jury_signed_at=None, city_signed_at=None).exists()
    told = OutboxItem.objects.filter(payload__subject__icontains="reopened")
    assert {row.payload["to"] for row in told} == {juror.user.email for juror in signed.jurors}
    assert all("counted wrongly" in row.payload["text"] for row in told)


def test_an_edited_letter_is_kept(signed):
    decision = signed.panel.decisions.first()
    write_letter(
        decision, by=signed.coordinator, letter="Dear team, our own words.", version=decision.version
    )

    decide_for_city(
        signed.challenge,
        by=signed.editor,
        choices={one.pk: ("decline", "No budget.") for one in signed.panel.decisions.all()},
    )

    assert Decision.objects.get(pk=decision.pk).letter == "Dear team, our own words."


def test_release_tells_everybody_at_once(signed):
    OutboxItem.objects.all().delete()

    release_decisions(signed.panel, by=signed.coordinator)

    winner, other = (Entry.objects.get(pk=entry.pk) for entry in signed.entries)
    assert (winner.state, other.state) == ("awarded", "not_awarded")
    assert Award.objects.public().get().entry == winner
    assert Challenge.objects.get().state == "decided"
    leads = {seat.user.email for entry in signed.entries for seat in entry.contributors.all()}
    people = leads | {signed.editor.email} | {juror.user.email for juror in signed.jurors}
    assert {row.payload["to"] for row in OutboxItem.objects.filter(kind="mail")} == people
    assert winner.history.get(transition="award").by == signed.coordinator


def test_only_the_office_releases(signed):
    for user in (signed.chair.user, signed.editor, UserFactory()):
        with pytest.raises(PermissionDenied):
            release_decisions(signed.panel, by=user)


def test_release_before_the_city_has_decided_changes_nothing(decided):
    advise(decided)
    sign_protocol(decided.panel, by=decided.chair.user)

    with pytest.raises(Refused):
        release_decisions(decided.panel, by=decided.coordinator)

    assert set(Entry.objects.values_list("state", flat=True)) == {"eligible"}
    assert not Award.objects.exists()


def test_the_release_page_lacks_what_the_step_lacks(signed):
    signed.panel.decisions.update(city_signed_at=None, letter="")

    problems = release_problems(signed.panel)

    assert problems == reasons(signed.panel, "release", signed.coordinator)
    assert len(problems) == 2


@pytest.mark.parametrize("broken", ["decision_letter", "results_released", "panel_released"])
def test_release_is_all_or_nothing(signed, broken, monkeypatch):
    """A mail template that fails takes everything back: states, awards, history, outbox, notices."""
    before = OutboxItem.objects.count(), Notice.objects.count()
    real = release.notify

    def failing(template, **values):
        if template.endswith(broken):
            raise TemplateDoesNotExist(template)
        real(template, **values)

    monkeypatch.setattr("juries.actions.release.notify", failing)
    monkeypatch.setattr("juries.actions.panels.notify", failing)
    with pytest.raises(TemplateDoesNotExist):
        release_decisions(Panel.objects.get(), by=signed.coordinator)

    assert Panel.objects.get().state == "signed"
    assert set(Entry.objects.values_list("state", flat=True)) == {"eligible"}
    assert (OutboxItem.objects.count(), Notice.objects.count()) == before
    assert not Award.objects.exists()
    assert not Decision.objects.exclude(released_at=None).exists()
    assert not Entry.objects.get(pk=signed.entries[0].pk).history.filter(transition="award").exists()


def test_an_entry_that_was_withdrawn_meanwhile_is_left_out(signed):
    Entry.objects.filter(pk=signed.entries[0].pk).update(state="withdrawn")

    release_decisions(signed.panel, by=signed.coordinator)

    assert not Award.objects.exists()
    assert Entry.objects.get(pk=signed.entries[1].pk).state == "not_awarded"


def test_entries_of_a_challenge_that_was_withdrawn_meanwhile_are_left_out(signed):
    withdraw_challenge(signed.challenge, by=signed.editor, note="The market burnt down.")

    release_decisions(signed.panel, by=signed.coordinator)

    assert not Award.objects.exists()
    assert set(Entry.objects.values_list("state", flat=True)) == {"eligible"}
    assert not Decision.objects.exclude(released_at=None).exists()


def test_a_withdrawn_challenge_is_not_judged_any_more():
    scene = jury("scoring", assigned="free")
    assert not scoring_is_over(scene.panel)

    withdraw_challenge(scene.challenge, by=scene.editor, note="The market burnt down.")

    panel = Panel.objects.get()
    assert not panel.entries().exists()
    assert not panel.assignments().exists()
    assert scoring_is_over(panel)


def test_a_first_round_shortlists_and_the_challenge_stays_open():
    scene = jury("deliberating", assigned="locked")
    scene.competition.rounds = 2
    scene.competition.save()
    score_all(scene)
    scene.panel = Panel.objects.get()
    record_meeting(
        scene.panel, by=scene.chair.user, held_at=timezone.now(), place="Online", present=scene.jurors
    )
    for entry, outcome in zip(scene.entries, ["shortlist", "pass_over"], strict=True):
        propose_decision(scene.panel, entry, by=scene.chair.user, outcome=outcome, reason="Because.")
    sign_all(scene)

    release_decisions(scene.panel, by=scene.coordinator)

    assert set(Entry.objects.values_list("state", flat=True)) == {"shortlisted", "not_shortlisted"}
    assert Challenge.objects.get().state == "in_selection"
    second = create_panel(scene.competition, by=scene.coordinator, title="Round two", round=2)
    choose_challenges(second, by=scene.coordinator, challenges=[scene.challenge])
    assert list(second.entries()) == [scene.entries[0]]


def test_feedback_gives_means_and_texts_but_no_single_score(signed):
    release_decisions(signed.panel, by=signed.coordinator)

    feedback = feedback_of(Decision.objects.get(entry=signed.entries[0]))

    assert [row["mean"] for row in feedback["rows"]] == [4, 3]
    assert [len(row["reasons"]) for row in feedback["rows"]] == [3, 3]
    assert "juror" not in str(feedback["rows"][0]["reasons"]).lower()


def test_feedback_of_a_single_juror_holds_no_mean():
    scene = jury("deliberating", assigned="locked", jurors=1)
    score_all(scene)
    advise(scene)
    sign_all(scene)
    release_decisions(scene.panel, by=scene.coordinator)

    feedback = feedback_of(Decision.objects.get(entry=scene.entries[0]))

    assert [row["mean"] for row in feedback["rows"]] == [None, None]


def test_an_editor_of_another_city_has_no_say(decided):
    advise(decided)
    sign_protocol(decided.panel, by=decided.chair.user)
    stranger = MembershipFactory(role="editor").user

    with pytest.raises(PermissionDenied):
        decide_for_city(decided.challenge, by=stranger, choices={})


def test_a_letter_written_for_another_outcome_is_not_sent(signed):
    """The loser was told to have won: the letter was edited, then the city decided not to award."""
    award = Decision.objects.get(entry=signed.entries[0])
    write_letter(award, by=signed.coordinator, letter="Your entry has won. Congratulations.")
    choices = {one.pk: ("decline", "No money this year.") for one in Decision.objects.all()}
    decide_for_city(signed.challenge, by=signed.editor, choices=choices)
    OutboxItem.objects.all().delete()

    with pytest.raises(Refused, match="written for another outcome"):
        release_decisions(Panel.objects.get(), by=signed.coordinator)

    assert not OutboxItem.objects.exists()
    assert Panel.objects.get().is_signed()


@pytest.mark.parametrize("letter", ["Your entry has won. Congratulations.", "Not this time."])
def test_a_letter_that_was_read_again_fits_also_unchanged(client, signed, letter):
    award = Decision.objects.get(entry=signed.entries[0])
    write_letter(award, by=signed.coordinator, letter="Your entry has won. Congratulations.")
    choices = {one.pk: ("decline", "No money this year.") for one in Decision.objects.all()}
    decide_for_city(signed.challenge, by=signed.editor, choices=choices)
    client.force_login(signed.coordinator)
    page = reverse("juries:letter_edit", args=[signed.panel.code, award.pk])
    assert "written before the decision" in client.get(page).content.decode()

    client.post(page, {"letter": letter, "version": Decision.objects.get(pk=award.pk).version})

    assert not Decision.objects.get(pk=award.pk).letter_is_stale()
    release_decisions(Panel.objects.get(), by=signed.coordinator)


def test_the_release_page_counts_what_will_be_told_and_not_what_was_advised(client, signed):
    choices = {one.pk: ("decline", "No money this year.") for one in Decision.objects.all()}
    decide_for_city(signed.challenge, by=signed.editor, choices=choices)
    client.force_login(signed.coordinator)

    answer = client.get(reverse("juries:panel_release", args=[signed.panel.code]))

    assert answer.context["counts"] == [("No award", 2)]
