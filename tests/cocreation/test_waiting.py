"""What waits for people in projects."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cocreation.waiting import waiting_for
from tests.cocreation.roles import member_of, nobody, owner_of, stranger
from tests.factories import (
    AwardFactory,
    GateFactory,
    IndicatorFactory,
    MembershipFactory,
    MilestoneFactory,
    ProjectFactory,
    ReadingFactory,
)

pytestmark = pytest.mark.django_db


def words(user):
    return [task.what for task in waiting_for(user)]


def test_a_member_waits_for_own_milestones_and_those_of_nobody():
    project = ProjectFactory()
    member, other = member_of(project), member_of(project)
    MilestoneFactory(project=project, late=True, title="Mine", responsible=member)
    MilestoneFactory(project=project, late=True, title="Nobody's")
    MilestoneFactory(project=project, late=True, title="Theirs", responsible=other)

    assert sorted(words(member)) == ["Milestone “Mine”", "Milestone “Nobody's”"]


def test_a_member_waits_for_readings_that_are_due():
    project = ProjectFactory()
    month_ago = timezone.localdate() - timedelta(days=40)
    due = ReadingFactory(indicator__project=project, measured_on=month_ago).indicator
    ReadingFactory(indicator__project=project, measured_on=timezone.localdate())
    IndicatorFactory(project=project, rhythm="other", created_at=timezone.now() - timedelta(days=400))

    assert words(member_of(project)) == [f"Reading of “{due.name}”"]


def test_the_owner_waits_for_gates_and_steps():
    project, ready = ProjectFactory(), ProjectFactory()
    ready.city = project.city
    ready.save()
    GateFactory(project=project, planned_on=timezone.localdate())
    GateFactory(project=ready, proceed=True)

    tasks = waiting_for(owner_of(project))

    assert [task.what for task in tasks] == [
        f"Gate of “{project.title}”",
        f"Next phase of “{ready.title}”",
    ]
    assert tasks[1].url == ready.get_board_url()


def test_nothing_waits_for_others():
    project = ProjectFactory()
    MilestoneFactory(project=project, late=True)
    GateFactory(project=project, planned_on=timezone.localdate())

    assert words(stranger()) == words(nobody()) == []


def test_the_city_and_the_office_wait_for_awards_without_a_project():
    award = AwardFactory()
    AwardFactory(pending=True)
    challenge = award.entry.challenge
    editor = MembershipFactory(organisation=challenge.organisation, editor=True).user
    coordinator = MembershipFactory(organisation=challenge.competition.office, role="coordinator").user

    before = words(editor)
    ProjectFactory(award=award, city=challenge.organisation)

    assert before == [f"Begin the project of “{award.entry.title}”"]
    assert words(editor) == words(coordinator) == words(stranger()) == []
