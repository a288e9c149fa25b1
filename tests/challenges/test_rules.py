"""Every rule on the ways of a competition and of a challenge: who may, who may not, what holds them back."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from challenges import workflow
from tests.factories import (
    AreaOfActionFactory,
    ChallengeFactory,
    ChallengeIndicatorFactory,
    CompetitionFactory,
    CriterionFactory,
    MembershipFactory,
    OrganisationFactory,
    PartnershipFactory,
    UserFactory,
)
from tests.rules import assert_forbidden, assert_held_back, assert_takes

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def ago(**by):
    return timezone.now() - timedelta(**by)


# People, by what they are to the office of a competition.
OFFICE = {
    "coordinator": lambda office: MembershipFactory(organisation=office, role="coordinator").user,
    "editor of the office": lambda office: MembershipFactory(organisation=office, editor=True).user,
    "member of the office": lambda office: MembershipFactory(organisation=office).user,
    "other coordinator": lambda office: MembershipFactory(coordinator=True).user,
    "anybody": lambda office: UserFactory(),
    "visitor": lambda office: AnonymousUser(),
}


def editor_of_a_partner(challenge):
    partner = OrganisationFactory()
    PartnershipFactory(challenge=challenge, organisation=partner, standing="confirmed")
    return MembershipFactory(organisation=partner, editor=True).user


# People, by what they are to a challenge.
CITY = {
    "editor": lambda challenge: MembershipFactory(organisation=challenge.organisation, editor=True).user,
    "member of the city": lambda challenge: MembershipFactory(organisation=challenge.organisation).user,
    "editor of a partner": editor_of_a_partner,
    "other editor": lambda challenge: MembershipFactory(editor=True).user,
    **{
        name: lambda challenge, make=make: make(challenge.competition.office) for name, make in OFFICE.items()
    },
}


def past_competition(**more):
    return CompetitionFactory(running=True, ready=True, closes_at=ago(hours=1), **more)


COMPETITION_STEPS = [
    ("announce", lambda: CompetitionFactory(ready=True)),
    ("start", lambda: CompetitionFactory(ready=True, announced=True)),
    ("begin_judging", past_competition),
    ("decide", lambda: CompetitionFactory(judging=True)),
    ("close", lambda: CompetitionFactory(decided=True)),
    ("cancel", lambda: CompetitionFactory()),
    ("cancel", lambda: CompetitionFactory(announced=True)),
    ("cancel", lambda: CompetitionFactory(running=True)),
]


@pytest.mark.parametrize(("step", "make"), COMPETITION_STEPS)
def test_a_competition_is_moved_by_the_coordinators_of_its_office_alone(step, make):
    competition = make()

    for who in OFFICE.keys() - {"coordinator"}:
        assert_forbidden(competition, step, OFFICE[who](competition.office))
    assert_takes(competition, step, OFFICE["coordinator"](competition.office))


def ready(**more):
    """An area and criteria of 100 per cent, in order."""
    return CompetitionFactory(ready=True, **more)


def without_areas(**more):
    competition = CompetitionFactory(**more)
    CriterionFactory(competition=competition, weight=100)
    return competition


def weighing(total, **more):
    competition = CompetitionFactory(**more)
    AreaOfActionFactory(competition=competition)
    CriterionFactory(competition=competition, weight=total)
    return competition


def without(**values):
    competition = CompetitionFactory(ready=True)
    for name, value in values.items():
        setattr(competition, name, value)
    competition.save()
    return competition


def without_parts(relation, kept, **values):
    competition = CompetitionFactory(ready=True)
    rows = getattr(competition, relation)
    if values:
        rows.update(**values)
        return competition
    for row in rows.all()[kept:]:
        row.delete()
    if kept:
        rows.update(weight=100)
    return competition


def with_a_later_challenge():
    challenge = ChallengeFactory(
        published=True, competition=past_competition(), closes_at=timezone.now() + DAY
    )
    return challenge.competition


def with_a_challenge(state):
    competition = CompetitionFactory(judging=True)
    ChallengeFactory(competition=competition, **{state: True})
    return competition


COMPETITION_GUARDS = [
    ("announce", "has_areas", lambda: without_parts("areas", 0)),
    ("announce", "has_full_weights", lambda: without_parts("criteria", 0, weight=49)),
    ("announce", "has_full_weights", lambda: without_parts("criteria", 0, weight=0)),
    ("announce", "has_calendar_in_order", lambda: ready(judging_until=ago(days=100))),
    ("announce", "has_calendar_in_order", lambda: ready(results_on=ago(days=100).date())),
    ("announce", "has_calendar_in_order", lambda: ready(retention_until=ago(days=100).date())),
    ("announce", "has_whole_calendar", lambda: without(judging_until=None)),
    ("announce", "has_whole_calendar", lambda: without(results_on=None)),
    ("announce", "has_planned_awards", lambda: without(max_award_count=0)),
    ("announce", "has_several_criteria", lambda: without_parts("criteria", 1)),
    ("announce", "has_worded_anchors", lambda: without_parts("criteria", 0, anchors={"0": "None"})),
    ("announce", "has_form", lambda: without_parts("form_sections", 0)),
    ("announce", "has_rules", lambda: without_parts("eligibility_rules", 0)),
    ("announce", "has_tie_rule", lambda: without(tie_rule=" ")),
    ("announce", "has_policies", lambda: without(policies="")),
    ("start", "has_areas", lambda: without_areas(announced=True)),
    ("start", "has_full_weights", lambda: weighing(99, announced=True)),
    ("start", "has_calendar_in_order", lambda: ready(announced=True, judging_until=ago(days=100))),
    ("begin_judging", "has_full_weights", lambda: weighing(99, running=True, closes_at=ago(hours=1))),
    ("begin_judging", "has_passed_every_deadline", lambda: ready(running=True)),
    ("begin_judging", "has_passed_every_deadline", with_a_later_challenge),
    ("begin_judging", "has_passed_every_deadline", lambda: ready(running=True, closes_at=ago(seconds=60))),
    ("decide", "has_no_open_challenge", lambda: with_a_challenge("published")),
    ("decide", "has_no_open_challenge", lambda: with_a_challenge("in_selection")),
]


@pytest.mark.parametrize(("step", "guard", "make"), COMPETITION_GUARDS)
def test_a_competition_is_held_back_by_each_guard(step, guard, make):
    competition = make()
    by = OFFICE["coordinator"](competition.office)

    assert_held_back(competition, step, by, getattr(workflow, guard))


@pytest.mark.parametrize("state", ["filled", "in_review", "decided", "withdrawn"])
def test_a_competition_is_decided_beside_challenges_that_wait_for_nothing(state):
    competition = with_a_challenge(state)

    assert_takes(competition, "decide", OFFICE["coordinator"](competition.office))


def complete(**more):
    """All that review asks for, as a draft unless told."""
    return ChallengeFactory(**({"filled": True, "complete": True} | more))


def over(**more):
    return ChallengeFactory(published=True, closes_at=ago(days=1), **more)


EDITOR, COORDINATOR = {"editor"}, {"coordinator"}
CHALLENGE_STEPS = [
    ("send_to_review", complete, EDITOR),
    ("send_to_review", lambda: complete(returned=True), EDITOR),
    ("publish", lambda: ChallengeFactory(in_review=True), COORDINATOR),
    ("return_to_city", lambda: ChallengeFactory(in_review=True), COORDINATOR),
    ("begin_selection", over, COORDINATOR),
    ("decide", lambda: ChallengeFactory(in_selection=True), COORDINATOR),
    ("withdraw", lambda: ChallengeFactory(), EDITOR | COORDINATOR),
    ("withdraw", lambda: ChallengeFactory(in_review=True), EDITOR | COORDINATOR),
    ("withdraw", lambda: ChallengeFactory(returned=True), EDITOR | COORDINATOR),
    ("withdraw", lambda: ChallengeFactory(published=True), EDITOR | COORDINATOR),
    ("withdraw", lambda: ChallengeFactory(in_selection=True), EDITOR | COORDINATOR),
]


@pytest.mark.parametrize(("step", "make", "allowed"), CHALLENGE_STEPS)
def test_a_challenge_is_moved_by_its_city_and_its_office_in_turn(step, make, allowed):
    challenge = make()

    for who in CITY.keys() - allowed:
        assert_forbidden(challenge, step, CITY[who](challenge))
    for who in allowed:
        challenge = make()
        assert_takes(challenge, step, CITY[who](challenge))


def with_own_weights(*weights):
    challenge = complete()
    for weight in weights:
        CriterionFactory(competition=None, challenge=challenge, weight=weight)
    return challenge


def without_baseline():
    return ChallengeIndicatorFactory(challenge=complete(complete=False), baseline=None).challenge


SEND = "send_to_review"


def closing_late():
    """An own deadline on the day after judging has to be over."""
    end = timezone.now() + 20 * DAY
    return {"competition": CompetitionFactory(running=True, judging_until=end), "closes_at": end + DAY}


CHALLENGE_GUARDS = [
    (SEND, "has_summary", lambda: complete(summary=" ")),
    (SEND, "has_summary", lambda: complete(title=" ")),
    (SEND, "has_problem", lambda: complete(problem=" ")),
    (SEND, "has_people_affected", lambda: complete(people_affected=" ")),
    (SEND, "has_tried", lambda: complete(tried=" ")),
    (SEND, "has_outcome", lambda: complete(outcome=" ")),
    (SEND, "has_indicator_with_baseline", lambda: complete(complete=False)),
    (SEND, "has_indicator_with_baseline", without_baseline),
    (SEND, "has_data_constraints", lambda: complete(data_constraints=" ")),
    (SEND, "has_languages", lambda: complete(languages=[])),
    (SEND, "has_sound_criteria", lambda: with_own_weights(60, 39)),
    (SEND, "has_dates_in_order", lambda: complete(closes_at=ago(days=100))),
    (SEND, "has_deadline_before_judging_ends", lambda: complete(**closing_late())),
    (SEND, "has_receiving_competition", lambda: complete(competition=CompetitionFactory(judging=True))),
    (SEND, "has_receiving_competition", lambda: complete(competition=CompetitionFactory(cancelled=True))),
    (SEND, "has_receiving_competition", lambda: complete(competition=past_competition())),
    ("publish", "has_public_competition", lambda: sent(CompetitionFactory())),
    (
        "publish",
        "has_deadline_before_judging_ends",
        lambda: ChallengeFactory(in_review=True, **closing_late()),
    ),
    ("publish", "has_dates_in_order", lambda: ChallengeFactory(in_review=True, closes_at=ago(days=100))),
    ("publish", "has_public_competition", lambda: sent(CompetitionFactory(judging=True))),
    ("publish", "has_public_competition", lambda: sent(CompetitionFactory(cancelled=True))),
    ("begin_selection", "has_passed_deadline", lambda: ChallengeFactory(published=True)),
    (
        "begin_selection",
        "has_passed_deadline",
        lambda: ChallengeFactory(published=True, closes_at=ago(seconds=60)),
    ),
]


def sent(competition):
    return ChallengeFactory(in_review=True, competition=competition)


@pytest.mark.parametrize(("step", "guard", "make"), CHALLENGE_GUARDS)
def test_a_challenge_is_held_back_by_each_guard(step, guard, make):
    challenge = make()
    by = CITY["editor" if step == SEND else "coordinator"](challenge)

    assert_held_back(challenge, step, by, getattr(workflow, guard))


@pytest.mark.parametrize("weights", [(), (60, 40), (100,)])
def test_own_criteria_that_add_up_hold_nothing_back(weights):
    challenge = with_own_weights(*weights)

    assert_takes(challenge, SEND, CITY["editor"](challenge))


@pytest.mark.parametrize("state", ["announced", "running"])
def test_a_challenge_is_published_in_a_competition_that_is_announced_or_running(state):
    challenge = sent(CompetitionFactory(**{state: True}))

    assert_takes(challenge, "publish", CITY["coordinator"](challenge))
