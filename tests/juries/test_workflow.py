"""The arrows as tables, and each guard."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from core.models import OutboxItem
from core.workflow import Refused, find_arrow, perform, unmet
from juries.models import Assignment, Panel
from juries.workflow.panel import (
    cities_have_signed,
    deputies_have_signed,
    every_entry_has_a_decision,
    every_entry_reaches_quorum,
    every_letter_is_written,
    has_chair,
    has_challenges,
    has_met,
    has_no_open_conflict,
    has_time_to_score,
    scoring_is_over,
)
from tests.factories import (
    AssignmentFactory,
    ConflictFactory,
    DecisionFactory,
    EntryFactory,
    JurorFactory,
    MeetingFactory,
    PanelFactory,
    ScorecardFactory,
    UserFactory,
)
from tests.juries.conftest import jury, score_all

pytestmark = pytest.mark.django_db


def arrows_of(item):
    return {(arrow.source, arrow.name, arrow.target) for arrow in item.get_all_state_transitions()}


def test_panel_workflow_has_exactly_these_arrows():
    assert arrows_of(Panel()) == {
        ("setup", "open_declarations", "declaring"),
        ("declaring", "open_scoring", "scoring"),
        ("scoring", "open_deliberation", "deliberating"),
        ("deliberating", "sign", "signed"),
        ("signed", "reopen", "deliberating"),
        ("signed", "release", "released"),
    }


def test_assignment_workflow_has_exactly_these_arrows():
    assert arrows_of(Assignment()) == {
        ("proposed", "declare_free", "free"),
        ("proposed", "declare_conflict", "conflicted"),
        ("conflicted", "waive", "free"),
        ("free", "begin", "in_progress"),
        ("in_progress", "finish", "scored"),
        ("scored", "reopen", "in_progress"),
        ("scored", "lock", "locked"),
        ("proposed", "recuse", "recused"),
        ("free", "recuse", "recused"),
        ("conflicted", "recuse", "recused"),
        ("in_progress", "recuse", "recused"),
        ("scored", "recuse", "recused"),
        ("locked", "recuse", "recused"),
        ("recused", "reinstate", "proposed"),
    }


def test_an_empty_panel_says_what_it_lacks():
    panel = PanelFactory()

    reasons = unmet(find_arrow(panel, "open_declarations"), panel)

    assert len(reasons) == 3
    assert not has_challenges(panel)
    assert not has_chair(panel)
    assert not every_entry_reaches_quorum(panel)


def test_a_panel_opens_when_every_entry_reaches_the_quorum():
    scene = jury("setup", assigned="proposed")

    perform(scene.panel.open_declarations, by=scene.coordinator)

    assert scene.panel.state == "declaring"
    assert scene.panel.history.get().by == scene.coordinator


def test_a_juror_cannot_open_a_panel():
    scene = jury("setup", assigned="proposed")

    with pytest.raises(PermissionDenied):
        perform(scene.panel.open_declarations, by=scene.chair.user)

    assert Panel.objects.get().state == "setup"
    assert not scene.panel.history.exists()
    assert not OutboxItem.objects.exists()


def test_scoring_needs_time_and_no_conflict_that_waits():
    scene = jury("declaring", assigned="conflicted")
    ConflictFactory(juror=scene.jurors[1], entry=scene.entries[0])

    assert not has_time_to_score(scene.panel)
    assert not has_no_open_conflict(scene.panel)


def test_opening_scoring_keeps_the_weights_of_the_moment():
    scene = jury("declaring", scoring_until=timezone.now() + timedelta(days=1))

    perform(scene.panel.open_scoring, by=scene.coordinator)

    heavy, light = scene.criteria
    assert scene.panel.rubric == {str(heavy.pk): 60, str(light.pk): 40}


def test_scoring_is_over_when_all_are_done_or_time_is_up(scene):
    assert not scoring_is_over(scene.panel)
    assert scoring_is_over(jury(assigned="scored").panel)
    scene.panel.scoring_until = timezone.now()
    assert scoring_is_over(scene.panel)


def test_signing_needs_a_meeting_and_a_decision_on_every_entry(decided):
    panel = decided.panel
    assert not has_met(panel)
    assert not every_entry_has_a_decision(panel)

    MeetingFactory(panel=panel)
    for entry in decided.entries:
        DecisionFactory(panel=panel, entry=entry)

    assert has_met(panel)
    assert every_entry_has_a_decision(panel)
    perform(panel.sign, by=decided.chair.user)
    assert panel.signed_at is not None


def test_only_the_chair_signs(decided):
    MeetingFactory(panel=decided.panel)
    for entry in decided.entries:
        DecisionFactory(panel=decided.panel, entry=entry)

    for other in (decided.jurors[1].user, decided.coordinator, UserFactory()):
        with pytest.raises(PermissionDenied):
            perform(decided.panel.sign, by=other)


def test_a_deputy_signs_first_where_the_chair_has_a_conflict(decided):
    entry = decided.entries[0]
    ConflictFactory(juror=decided.chair, entry=entry, verdict="upheld")
    decision = DecisionFactory(panel=decided.panel, entry=entry)
    assert not deputies_have_signed(decided.panel)

    decision.jury_signed_at = timezone.now()
    decision.save()

    assert deputies_have_signed(decided.panel)


def test_release_needs_both_signatures_and_every_letter():
    panel = PanelFactory(signed=True)
    DecisionFactory(panel=panel, letter="", jury_signed_at=timezone.now())

    assert not cities_have_signed(panel)
    assert not every_letter_is_written(panel)


@pytest.mark.parametrize("state", ["deliberating", "signed", "released", "setup"])
def test_nothing_is_declared_or_scored_outside_of_its_time(state):
    panel = PanelFactory(state=state, **({"released_at": timezone.now()} if state == "released" else {}))
    juror = JurorFactory(panel=panel)

    for transition, given in (("declare_free", {}), ("begin", {"free": True})):
        assignment = AssignmentFactory(juror=juror, **given)
        with pytest.raises(Refused):
            perform(getattr(assignment, transition), by=juror.user)
        assert not assignment.history.exists()


@pytest.mark.parametrize(("seconds", "open_"), [(-1, True), (0, False), (1, False)])
def test_scoring_closes_to_the_second(scene, seconds, open_):
    moment = scene.panel.scoring_until + timedelta(seconds=seconds)

    assert scene.panel.scoring_is_open(at=moment) is open_


def test_nobody_scores_for_somebody_else(scene):
    assignment = scene.all_given[0]

    for other in (scene.jurors[1].user, scene.coordinator, UserFactory()):
        with pytest.raises(PermissionDenied):
            perform(assignment.begin, by=other)


def test_an_unfinished_scorecard_is_not_finished(scene):
    assignment = AssignmentFactory(juror=scene.chair, in_progress=True)
    ScorecardFactory(assignment=assignment, marks={})

    with pytest.raises(Refused):
        perform(assignment.finish, by=scene.chair.user)


def test_a_locked_scorecard_stays(decided):
    score = decided.all_given[0]

    for name in ("reopen", "finish", "lock"):
        with pytest.raises(Refused):
            perform(getattr(score, name), by=score.juror.user)


def test_closing_scoring_locks_only_what_is_finished():
    scene = jury(assigned="scored")
    score_all(scene)

    perform(scene.panel.open_deliberation, by=scene.chair.user)

    assert scene.panel.state == "deliberating"


@pytest.mark.parametrize("state", ["submitted", "clarification"])
def test_scoring_is_not_closed_while_an_entry_waits_for_its_check(state):
    scene = jury("scoring", assigned="scored")
    score_all(scene)
    EntryFactory(challenge=scene.entries[0].challenge, **{state: True})

    with pytest.raises(Refused, match="waits for the office"):
        perform(scene.panel.open_deliberation, by=scene.chair.user)
