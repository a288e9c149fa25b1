"""Scorecards: saved, finished, corrected; what counts and what does not."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from core.editing import Clash
from core.workflow import Refused
from juries.actions.scoring import finish_scorecard, reopen_scorecard, save_scorecard
from juries.models import Assignment, CriterionScore, Panel, Scorecard
from juries.results.standing import changed_weights, compare
from juries.results.standing import lines_of as lines_at
from tests.factories import CriterionFactory
from tests.factories.juries import REASON
from tests.juries.conftest import jury, score_all

pytestmark = pytest.mark.django_db


def lines_of(scene):
    """The entries of the challenge, best first."""
    return lines_at(scene.panel, compare(scene.panel, [scene.challenge]).places[scene.challenge.pk])


def filled(scene, heavy="4", light="3"):
    one, two = scene.criteria
    return {
        f"score_{one.pk}": heavy,
        f"why_{one.pk}": REASON,
        f"score_{two.pk}": light,
        f"why_{two.pk}": REASON,
    }


def test_the_first_save_begins(scene):
    assignment = scene.all_given[0]

    card, _others = save_scorecard(assignment, by=assignment.juror.user, fields={"strengths": "Clear."})

    fresh = Assignment.objects.get(pk=assignment.pk)
    assert (card.strengths, card.version, fresh.state) == ("Clear.", 2, "in_progress")
    assert fresh.history.get().transition == "begin"


def test_a_complete_scorecard_is_finished(scene):
    assignment = scene.all_given[0]
    save_scorecard(assignment, by=assignment.juror.user, fields=filled(scene))
    assignment = Assignment.objects.get(pk=assignment.pk)

    finish_scorecard(assignment, by=assignment.juror.user)

    assert assignment.state == "scored"
    assert Scorecard.objects.get().finished_at is not None


@pytest.mark.parametrize(
    ("heavy", "why", "lack"),
    [("", REASON, "choose a score"), ("4", "Too short.", "at least 40"), ("abstain", "", "why you abstain")],
)
def test_every_gap_is_named(scene, heavy, why, lack):
    assignment, criterion = scene.all_given[0], scene.criteria[0]
    fields = filled(scene, heavy) | {f"why_{criterion.pk}": why}
    save_scorecard(assignment, by=assignment.juror.user, fields=fields)

    with pytest.raises(Refused, match=lack):
        finish_scorecard(Assignment.objects.get(pk=assignment.pk), by=assignment.juror.user)

    assert Assignment.objects.get(pk=assignment.pk).state == "in_progress"


def test_abstaining_from_everything_is_no_score(scene):
    assignment = scene.all_given[0]
    save_scorecard(assignment, by=assignment.juror.user, fields=filled(scene, "abstain", "abstain"))

    with pytest.raises(Refused, match="abstain from every criterion"):
        finish_scorecard(Assignment.objects.get(pk=assignment.pk), by=assignment.juror.user)


def test_an_abstention_is_missing_and_not_zero(scene):
    assignment = scene.all_given[0]
    card, _others = save_scorecard(assignment, by=assignment.juror.user, fields=filled(scene, "5", "abstain"))

    assert card.total(scene.criteria) == 100


def test_what_can_never_be_stored_is_refused_whole(scene):
    assignment, pk = scene.all_given[0], scene.criteria[0].pk

    for fields in (
        {f"score_{pk}": "6"},
        {"state": "locked"},
        {"score_999999": "4"},
        {"strengths": "x" * 10_001},
    ):
        with pytest.raises(ValidationError):
            save_scorecard(assignment, by=assignment.juror.user, fields={"jury_note": "kept?"} | fields)

    assert not Scorecard.objects.exists()


def test_two_windows_conflict_only_in_the_same_field(scene):
    assignment, user = scene.all_given[0], scene.all_given[0].juror.user
    save_scorecard(assignment, by=user, fields={"strengths": "From window one."}, version=1)

    save_scorecard(assignment, by=user, fields={"improvements": "From window two."}, version=1)
    with pytest.raises(Clash) as caught:
        save_scorecard(assignment, by=user, fields={"strengths": "From window two."}, version=1)

    assert caught.value.fields == {"strengths": "From window one."}
    assert Scorecard.objects.get().strengths == "From window one."


def test_scoring_ends_with_its_time(scene):
    assignment = scene.all_given[0]
    Panel.objects.update(scoring_until=timezone.now() - timedelta(seconds=1))

    with pytest.raises(Refused):
        save_scorecard(assignment, by=assignment.juror.user, fields={"strengths": "Late."})

    assert not Scorecard.objects.exists()


def test_only_the_juror_writes(scene):
    with pytest.raises(PermissionDenied):
        save_scorecard(scene.all_given[0], by=scene.coordinator, fields={"strengths": "Mine."})


def test_a_finished_scorecard_is_changed_only_after_reopening():
    scene = jury(assigned="scored")
    score_all(scene)
    assignment = scene.all_given[0]

    with pytest.raises(Refused):
        save_scorecard(assignment, by=assignment.juror.user, fields={"strengths": "More."})
    reopen_scorecard(assignment, by=assignment.juror.user)
    save_scorecard(assignment, by=assignment.juror.user, fields={"strengths": "More."})

    assert Scorecard.objects.get(assignment=assignment).finished_at is None


def test_a_recused_score_stays_on_file_and_out_of_the_aggregate(decided):
    Assignment.objects.filter(pk=decided.all_given[0].pk).update(state="recused")

    line = next(one for one in lines_of(decided) if one.entry == decided.entries[0])

    assert line.standing.reviews == 2
    assert CriterionScore.objects.filter(scorecard__assignment=decided.all_given[0]).count() == 2


def test_unfinished_scorecards_do_not_count():
    scene = jury("deliberating", assigned="in_progress")
    score_all(scene)

    assert all(line.standing.score is None for line in lines_of(scene))


def test_changed_weights_recompute_everything_and_say_so():
    scene = jury("deliberating", assigned="locked")
    score_all(scene, (5, 0))
    heavy, light = scene.criteria
    scene.panel.rubric = scene.panel.rubric_now()
    before = lines_of(scene)[0].standing.score
    heavy.weight, light.weight = 30, 70
    heavy.save()
    light.save()

    after = lines_of(scene)[0].standing.score

    assert (before, after) == (60, 30)
    assert [(one["before"], one["now"]) for one in changed_weights(scene.panel)] == [(60, 30), (40, 70)]


def test_a_criterion_added_late_is_missing_and_told():
    scene = jury("deliberating", assigned="locked")
    score_all(scene, (5, 5))
    scene.panel.rubric = scene.panel.rubric_now()
    CriterionFactory(competition=scene.competition, title="New", weight=50)

    assert lines_of(scene)[0].standing.score == 100
    assert changed_weights(scene.panel)[0] == {"title": "New", "before": None, "now": 50}
