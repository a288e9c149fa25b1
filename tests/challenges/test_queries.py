from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from challenges.clock import instant, wall_time
from challenges.documents import challenge_brief
from challenges.models import Challenge, Competition, Question
from challenges.waiting import waiting_for
from tests.factories import (
    ChallengeFactory,
    CompetitionFactory,
    CriterionFactory,
    MembershipFactory,
    QuestionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
DEADLINE = datetime(2031, 3, 1, 22, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "is_open"),
    [(-1, True), (0, True), (1, True), (60, True), (61, False)],
)
def test_deadline_is_enforced_with_its_tolerance(seconds, is_open):
    competition = CompetitionFactory(
        running=True, opens_at=DEADLINE - timedelta(days=9), closes_at=DEADLINE, tolerance_seconds=60
    )
    challenge = ChallengeFactory(published=True, competition=competition)
    at = DEADLINE + timedelta(seconds=seconds)

    assert challenge.is_open(at) is is_open
    assert competition.is_open(at) is is_open
    with time_machine.travel(at, tick=False):
        assert challenge.is_open() is is_open
        assert Challenge.objects.open().exists() is (seconds <= 0)


def test_call_is_closed_before_its_opening_and_unless_running():
    now = timezone.now()
    challenge = ChallengeFactory(published=True)
    early = ChallengeFactory(published=True, opens_at=now + timedelta(days=1))
    announced = ChallengeFactory(published=True, competition=CompetitionFactory(announced=True))
    in_review = ChallengeFactory(in_review=True)

    assert challenge.is_open()
    assert not any(one.is_open() for one in (early, announced, in_review))
    assert list(Challenge.objects.open()) == [challenge]


def test_own_dates_go_before_the_competitions():
    own = timezone.now() + timedelta(days=40)
    challenge = ChallengeFactory(closes_at=own)

    assert challenge.deadline() == own
    assert challenge.opening() == challenge.competition.opens_at
    assert Challenge.objects.with_calendar().get().deadline_at == own


def test_phase_says_where_it_stands():
    soon = timezone.now() + timedelta(days=3)
    past = timezone.now() - timedelta(days=3)

    labels = [
        ChallengeFactory(published=True, **values).phase()["label"]
        for values in ({}, {"closes_at": soon}, {"closes_at": past}, {"opens_at": soon})
    ]

    assert labels == ["Open", "Closing soon", "Entries closed", "Not open yet"]


@pytest.mark.parametrize(
    ("wall", "zone", "words"),
    [
        (datetime(2031, 3, 30, 2, 30), "Europe/Berlin", "does not exist"),
        (datetime(2031, 3, 9, 2, 0), "America/New_York", "does not exist"),
        (datetime(2031, 10, 26, 2, 30), "Europe/Berlin", "happens twice"),
    ],
)
def test_time_that_clocks_skip_or_repeat_is_refused(wall, zone, words):
    with pytest.raises(ValidationError, match=words):
        instant(wall, zone)


def test_wall_time_and_instant_are_each_others_reverse():
    moment = instant(datetime(2031, 3, 1, 23, 59), "Europe/Berlin")

    assert moment == DEADLINE
    assert wall_time(moment, "Europe/Berlin") == datetime(2031, 3, 1, 23, 59)
    assert wall_time(None, "Europe/Berlin") is None


def test_who_sees_which_challenge():
    states = ["draft", "in_review", "returned", "published", "in_selection", "decided", "withdrawn"]
    competition, city = CompetitionFactory(running=True), MembershipFactory().organisation
    for state in states:
        ChallengeFactory(state=state, title=state, competition=competition, organisation=city)
    ChallengeFactory(withdrawn=True, title="was public", competition=competition, organisation=city)
    public = {"published", "in_selection", "decided", "was public"}

    def seen(user):
        return set(Challenge.objects.visible_to(user).values_list("title", flat=True))

    assert seen(AnonymousUser()) == public
    assert seen(MembershipFactory(editor=True).user) == public
    assert seen(MembershipFactory(coordinator=True).user) == public
    assert seen(MembershipFactory(organisation=city).user) == {*states, "was public"}
    assert seen(MembershipFactory(organisation=competition.office, role="coordinator").user) == {
        *states,
        "was public",
    }


def test_who_sees_which_competition():
    for state in Competition.State.values:
        CompetitionFactory(state=state, title=state)
    CompetitionFactory(cancelled=True, title="was announced")
    draft = Competition.objects.get(title="draft")
    public = {"announced", "running", "judging", "decided", "closed", "was announced"}

    def seen(user):
        return set(Competition.objects.visible_to(user).values_list("title", flat=True))

    assert seen(AnonymousUser()) == public
    assert seen(MembershipFactory(organisation=draft.office, role="coordinator").user) == public | {"draft"}


def test_who_edits_and_who_reviews():
    mine = ChallengeFactory(in_review=True)
    ChallengeFactory(in_review=True)
    editor = MembershipFactory(organisation=mine.organisation, editor=True).user
    coordinator = MembershipFactory(organisation=mine.competition.office, role="coordinator").user

    assert list(Challenge.objects.editable_by(editor)) == [mine]
    assert list(Challenge.objects.editable_by(MembershipFactory(organisation=mine.organisation).user)) == []
    assert list(Challenge.objects.for_review_by(coordinator)) == [mine]
    assert list(Challenge.objects.for_review_by(editor)) == []


def test_open_question_is_seen_by_asker_city_and_office():
    question = QuestionFactory()
    challenge = question.challenge
    city = MembershipFactory(organisation=challenge.organisation, editor=True).user
    office = MembershipFactory(organisation=challenge.competition.office, role="coordinator").user

    seen = [
        Question.objects.visible_to(user).exists()
        for user in (question.asked_by, city, office, UserFactory(), AnonymousUser())
    ]

    assert seen == [True, True, True, False, False]


def test_own_criteria_replace_the_competitions():
    challenge = ChallengeFactory()
    shared = CriterionFactory(competition=challenge.competition)

    assert challenge.criteria_in_force() == [shared]
    own = CriterionFactory(competition=None, challenge=challenge)
    assert challenge.criteria_in_force() == [own]


def test_waiting_lists_what_each_role_has_to_do():
    draft, review = ChallengeFactory(title="Draft one"), ChallengeFactory(in_review=True, title="Review one")
    QuestionFactory(challenge__organisation=draft.organisation, text="How many?")
    editor = MembershipFactory(organisation=draft.organisation, editor=True).user
    coordinator = MembershipFactory(organisation=review.competition.office, role="coordinator").user

    for_editor = [task.what for task in waiting_for(editor)]
    for_coordinator = [task.what for task in waiting_for(coordinator)]

    assert "Finish “Draft one”" in for_editor
    assert any(what.startswith("Answer a question") for what in for_editor)
    assert for_coordinator == ["Review “Review one”"]
    assert waiting_for(UserFactory()) == []


def test_waiting_asks_the_office_to_begin_judging_after_the_deadline():
    competition = CompetitionFactory(running=True, closes_at=timezone.now() - timedelta(hours=1))
    coordinator = MembershipFactory(organisation=competition.office, role="coordinator").user

    assert waiting_for(coordinator)[0].what.startswith("Begin the judging")


def test_brief_is_a_pdf_for_who_may_see_the_challenge():
    challenge = ChallengeFactory(published=True, complete=True)
    CriterionFactory(competition=challenge.competition)
    draft = ChallengeFactory()

    title, pdf = challenge_brief(challenge.code, UserFactory())

    assert title == challenge.title
    assert pdf.startswith(b"%PDF")
    with pytest.raises(Http404):
        challenge_brief(draft.code, UserFactory())


def test_list_shows_open_calls_first_then_those_to_come_then_closed_ones(client):
    now = timezone.now()
    running = {"competition": CompetitionFactory(running=True), "published": True}
    day = timedelta(days=1)
    opens = {"opens_at": now - 30 * day}
    ChallengeFactory(title="Closed long ago", closes_at=now - 9 * day, **opens, **running)
    ChallengeFactory(title="To come", opens_at=now + day, closes_at=now + 2 * day, **running)
    ChallengeFactory(title="Open longer", closes_at=now + 5 * day, **opens, **running)
    ChallengeFactory(title="Open", closes_at=now + day, **opens, **running)
    ChallengeFactory(title="Closed lately", closes_at=now - day, **opens, **running)
    order = ["Open", "Open longer", "To come", "Closed lately", "Closed long ago"]

    page = client.get(reverse("challenges:challenge_list"))
    listed = client.get("/api/v1/challenges/").json()["results"]

    assert [one.title for one in page.context["page_obj"]] == order
    assert [one["title"] for one in listed] == order
