"""Exactly one wins: decided by PostgreSQL."""

import pytest

from core.models import OutboxItem
from juries.actions.conflicts import declare_free
from juries.actions.jurors import accept_invitation, invite_juror
from juries.actions.panels import move_panel
from juries.actions.release import release_decisions
from juries.actions.scoring import reopen_scorecard
from juries.models import Assignment, Award, Panel
from tests.factories import UserFactory
from tests.juries.conftest import jury, score_all
from tests.juries.test_deciding import advise, sign_all
from tests.races import race

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def test_one_of_eight_opens_the_panel():
    scene = jury("setup", assigned="proposed")

    outcome = race(lambda n: move_panel(Panel.objects.get(), "open_declarations", by=scene.coordinator))

    assert len(outcome.won) == 1
    assert Panel.objects.get().history.count() == 1
    assert OutboxItem.objects.filter(kind="mail").count() == 3


def test_one_of_eight_declarations_counts():
    scene = jury("declaring", assigned="proposed")
    pk, user = scene.all_given[0].pk, scene.all_given[0].juror.user

    outcome = race(lambda n: declare_free(Assignment.objects.get(pk=pk), by=user))

    assert len(outcome.won) == 1
    assert Assignment.objects.get(pk=pk).history.count() == 1


def test_one_of_eight_takes_an_invitation():
    scene = jury("setup")
    person = UserFactory()
    token = invite_juror(scene.panel, by=scene.coordinator, email=person.email).issue()

    outcome = race(lambda n: accept_invitation(token, by=person))

    assert len(outcome.won) == 1
    assert scene.panel.jurors.count() == 4


def test_one_of_eight_releases():
    scene = jury("deliberating", assigned="locked")
    score_all(scene)
    advise(scene)
    sign_all(scene)
    OutboxItem.objects.all().delete()

    outcome = race(lambda n: release_decisions(Panel.objects.get(), by=scene.coordinator))

    assert len(outcome.won) == 1
    assert Award.objects.count() == 1
    assert Panel.objects.get().history.filter(transition="release").count() == 1
    assert OutboxItem.objects.filter(kind="mail").count() == 2 + 1 + 3


def test_scoring_that_closes_takes_no_late_mark():
    scene = jury(assigned="scored")
    score_all(scene)
    pk, user = scene.all_given[0].pk, scene.all_given[0].juror.user

    def act(number):
        if number == 0:
            return move_panel(Panel.objects.get(), "open_deliberation", by=scene.coordinator)
        return reopen_scorecard(Assignment.objects.get(pk=pk), by=user)

    race(act)

    panel, assignment = Panel.objects.get(), Assignment.objects.get(pk=pk)
    assert (panel.state, assignment.state) in {
        ("deliberating", "locked"),
        ("deliberating", "in_progress"),  # reopened before the close: unfinished, so it does not count
        ("scoring", "in_progress"),
    }
