"""Who does what on the pages of the call beside its steps, and when it is too late: one row per act."""

import json

import pytest
from django.core.exceptions import PermissionDenied

from challenges.actions.challenges import (
    add_indicator,
    create_challenge,
    edit_indicator,
    remove_indicator,
    save_challenge_section,
)
from challenges.actions.competitions import create_competition, edit_competition
from challenges.actions.imports import import_feed
from challenges.actions.parts import add_part, edit_part, remove_part, restore_part
from challenges.actions.questions import answer_question, ask_question
from challenges.models import AreaOfAction
from core.workflow import Refused
from tests.challenges.test_rules import CITY, OFFICE, ago
from tests.factories import (
    AreaOfActionFactory,
    ChallengeFactory,
    ChallengeIndicatorFactory,
    CompetitionFactory,
    CriterionFactory,
    QuestionFactory,
    UserFactory,
)
from tests.rules import assert_nothing_done

pytestmark = pytest.mark.django_db

FEED = json.dumps({"_challenge": []}).encode()


def written(challenge, by):
    save_challenge_section(challenge, by=by, version=challenge.version, fields={"title": "Other"})


def begun(challenge, by):
    create_challenge(challenge.organisation, challenge.competition, by=by, title="New")


def indicator_added(challenge, by):
    add_indicator(challenge, by=by, name="Visitors")


def indicator_changed(challenge, by):
    indicator = challenge.indicators.get()
    edit_indicator(challenge, indicator, by=by, version=indicator.version, name="Visitors")


def indicator_removed(challenge, by):
    remove_indicator(challenge, challenge.indicators.get(), by=by)


def answered(challenge, by):
    answer_question(challenge.questions.get(), by=by, answer="Yes.")


def draft():
    return ChallengeIndicatorFactory().challenge


def asked():
    return QuestionFactory().challenge


EDITOR, BOTH = {"editor"}, {"editor", "coordinator"}
CITY_ACTS = [
    (begun, draft, EDITOR),
    (written, draft, EDITOR),
    (indicator_added, draft, EDITOR),
    (indicator_changed, draft, EDITOR),
    (indicator_removed, draft, EDITOR),
    (answered, asked, BOTH),
]


@pytest.mark.parametrize(("act", "make", "allowed"), CITY_ACTS)
def test_a_challenge_is_worked_on_by_its_own_people_alone(act, make, allowed):
    challenge = make()

    for who in CITY.keys() - allowed:
        by = CITY[who](challenge)
        assert_nothing_done(lambda by=by: act(challenge, by), PermissionDenied)
    for who in allowed:
        challenge = make()
        act(challenge, CITY[who](challenge))


def set_up(competition, by):
    edit_competition(competition, by=by, version=competition.version, title="Other", reason="A slip.")


def made(competition, by):
    values = ("title", "opens_at", "closes_at", "retention_until")
    create_competition(competition.office, by=by, **{name: getattr(competition, name) for name in values})


def part_added(competition, by):
    add_part(competition, AreaOfAction(competition=competition), by=by, title="Water")


def part_changed(competition, by):
    area = competition.areas.get()
    edit_part(competition, area, by=by, version=area.version, title="Water")


def part_removed(competition, by):
    remove_part(competition, competition.areas.get(), by=by)


def part_retired(competition, by):
    remove_part(competition, competition.criteria.get(), by=by)


def part_restored(competition, by):
    restore_part(competition, competition.criteria.get(), by=by)


def imported(competition, by):
    import_feed(FEED, file_name="feed.json", competition=competition, by=by)


OFFICE_ACTS = [made, set_up, part_added, part_changed, part_removed, part_retired, part_restored, imported]


def competition(**more):
    made = CompetitionFactory(**more)
    AreaOfActionFactory(competition=made)
    CriterionFactory(competition=made)
    return made


@pytest.mark.parametrize("act", OFFICE_ACTS)
def test_a_competition_is_set_up_by_the_coordinators_of_its_office_alone(act):
    call = competition()

    for who in OFFICE.keys() - {"coordinator"}:
        by = OFFICE[who](call.office)
        assert_nothing_done(lambda by=by: act(call, by), PermissionDenied)
    act(call, OFFICE["coordinator"](call.office))


@pytest.mark.parametrize("state", ["judging", "decided", "closed", "cancelled"])
@pytest.mark.parametrize("act", [one for one in OFFICE_ACTS if one is not made])
def test_the_set_up_is_fixed_once_judging_began(act, state):
    call = competition(**{state: True})
    by = OFFICE["coordinator"](call.office)

    assert_nothing_done(lambda: act(call, by), Refused)


@pytest.mark.parametrize("state", ["in_review", "published", "in_selection", "decided", "withdrawn"])
@pytest.mark.parametrize("act", [written, indicator_added, indicator_changed, indicator_removed])
def test_a_challenge_is_written_on_while_its_city_has_it(act, state):
    challenge = ChallengeIndicatorFactory(challenge=ChallengeFactory(**{state: True})).challenge
    by = CITY["editor"](challenge)

    assert_nothing_done(lambda: act(challenge, by), Refused)


@pytest.mark.parametrize("late", [{"judging": True}, {"running": True, "closes_at": ago(hours=1)}])
def test_no_challenge_is_begun_for_a_competition_that_takes_none(late):
    challenge = ChallengeFactory(competition=CompetitionFactory(**late))
    by = CITY["editor"](challenge)

    assert_nothing_done(lambda: begun(challenge, by), Refused)


@pytest.mark.parametrize("state", ["filled", "in_review", "returned", "in_selection", "decided", "withdrawn"])
def test_questions_are_asked_of_published_challenges_alone(state):
    challenge = ChallengeFactory(**{state: True})
    by = UserFactory()

    assert_nothing_done(lambda: ask_question(challenge, by=by, text="Why?"), Refused)
