from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from challenges.models import Challenge, Competition
from core.workflow import Refused, perform
from tests.factories import (
    ChallengeFactory,
    ChallengeIndicatorFactory,
    CompetitionFactory,
    CriterionFactory,
    MembershipFactory,
)

pytestmark = pytest.mark.django_db


def coordinator_of(competition):
    return MembershipFactory(organisation=competition.office, role="coordinator").user


def editor_of(challenge):
    return MembershipFactory(organisation=challenge.organisation, editor=True).user


def test_competition_workflow_has_exactly_these_arrows():
    arrows = {(a.source, a.name, a.target) for a in Competition().get_all_state_transitions()}

    assert arrows == {
        ("draft", "announce", "announced"),
        ("announced", "start", "running"),
        ("running", "begin_judging", "judging"),
        ("judging", "decide", "decided"),
        ("decided", "close", "closed"),
        ("draft", "cancel", "cancelled"),
        ("announced", "cancel", "cancelled"),
        ("running", "cancel", "cancelled"),
    }


def test_challenge_workflow_has_exactly_these_arrows():
    arrows = {(a.source, a.name, a.target) for a in Challenge().get_all_state_transitions()}

    assert arrows == {
        ("draft", "send_to_review", "in_review"),
        ("returned", "send_to_review", "in_review"),
        ("in_review", "publish", "published"),
        ("in_review", "return_to_city", "returned"),
        ("published", "begin_selection", "in_selection"),
        ("in_selection", "decide", "decided"),
        ("draft", "withdraw", "withdrawn"),
        ("in_review", "withdraw", "withdrawn"),
        ("returned", "withdraw", "withdrawn"),
        ("published", "withdraw", "withdrawn"),
        ("in_selection", "withdraw", "withdrawn"),
        ("withdrawn", "reinstate", "published"),
        ("withdrawn", "reopen", "draft"),
    }


def test_competition_is_announced_when_ready():
    competition = CompetitionFactory(ready=True)

    perform(competition.announce, by=coordinator_of(competition))

    assert competition.state == "announced"
    assert competition.announced_at is not None
    assert competition.history.get().transition == "announce"


def test_competition_without_areas_and_weights_is_refused_with_both_reasons():
    competition = CompetitionFactory()
    CriterionFactory(competition=competition, weight=90)

    with pytest.raises(Refused, match=r"area of action.*add up to 100"):
        perform(competition.announce, by=coordinator_of(competition))

    assert Competition.objects.get().state == "draft"
    assert not competition.history.exists()


def test_competition_with_a_muddled_calendar_is_refused():
    competition = CompetitionFactory(ready=True, judging_until=timezone.now() - timedelta(days=100))

    with pytest.raises(Refused, match="calendar"):
        perform(competition.announce, by=coordinator_of(competition))


def test_retired_criteria_do_not_count():
    competition = CompetitionFactory(ready=True)
    CriterionFactory(competition=competition, weight=50, retired_at=timezone.now())

    assert competition.weight_total() == 100


def test_competition_of_another_office_may_not_be_announced():
    competition = CompetitionFactory(ready=True)

    with pytest.raises(PermissionDenied):
        perform(competition.announce, by=MembershipFactory(coordinator=True).user)


def test_judging_waits_for_the_latest_deadline_and_its_tolerance():
    now = timezone.now()
    competition = CompetitionFactory(
        running=True, ready=True, closes_at=now - timedelta(hours=1), tolerance_seconds=60
    )
    late = ChallengeFactory(published=True, competition=competition, closes_at=now - timedelta(seconds=30))
    by = coordinator_of(competition)

    with pytest.raises(Refused, match="deadline of every challenge"):
        perform(competition.begin_judging, by=by)
    Challenge.objects.filter(pk=late.pk).update(closes_at=now - timedelta(seconds=61))
    perform(competition.begin_judging, by=by)

    assert competition.state == "judging"


def test_competition_is_decided_once_no_challenge_is_open():
    challenge = ChallengeFactory(in_selection=True)
    competition = challenge.competition
    by = coordinator_of(competition)

    with pytest.raises(Refused, match="not decided"):
        perform(competition.decide, by=by)
    perform(challenge.decide, by=by)
    perform(competition.decide, by=by)

    assert competition.state == "decided"


def test_empty_challenge_is_refused_with_everything_that_is_missing():
    challenge = ChallengeFactory()

    with pytest.raises(Refused) as refusal:
        perform(challenge.send_to_review, by=editor_of(challenge))

    for words in ("summary", "problem", "affected", "tried", "outcome", "indicator", "data", "language"):
        assert words in str(refusal.value)


def test_complete_challenge_goes_to_review_and_is_published():
    challenge = ChallengeFactory(filled=True, complete=True)

    perform(challenge.send_to_review, by=editor_of(challenge))
    perform(challenge.publish, by=coordinator_of(challenge.competition))

    assert challenge.state == "published"
    assert challenge.published_at is not None


def test_city_cannot_publish_its_own_challenge():
    challenge = ChallengeFactory(in_review=True)

    with pytest.raises(PermissionDenied):
        perform(challenge.publish, by=editor_of(challenge))


def test_challenge_of_a_draft_competition_is_not_published():
    challenge = ChallengeFactory(in_review=True, competition=CompetitionFactory())

    with pytest.raises(Refused, match="Announce the competition"):
        perform(challenge.publish, by=coordinator_of(challenge.competition))


def test_own_criteria_must_add_up():
    challenge = ChallengeFactory(filled=True, complete=True)
    CriterionFactory(competition=None, challenge=challenge, weight=70)

    with pytest.raises(Refused, match="own criteria"):
        perform(challenge.send_to_review, by=editor_of(challenge))


def test_selection_waits_for_the_deadline():
    challenge = ChallengeFactory(published=True)

    with pytest.raises(Refused, match="has not passed"):
        perform(challenge.begin_selection, by=coordinator_of(challenge.competition))


def test_challenge_without_a_baseline_is_not_complete():
    challenge = ChallengeFactory(filled=True)
    ChallengeIndicatorFactory(challenge=challenge, baseline=None)

    with pytest.raises(Refused, match="baseline"):
        perform(challenge.send_to_review, by=editor_of(challenge))
