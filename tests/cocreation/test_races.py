"""Of several who press the same button, one wins."""

import pytest

from cocreation.actions.milestones import finish_milestone
from cocreation.actions.projects import move_project, start_project
from cocreation.models import Milestone, Project
from core.models import OutboxItem
from juries.models import Award
from tests.cocreation.roles import member_of, owner_of
from tests.factories import AwardFactory, GateFactory, MembershipFactory, MilestoneFactory, ProjectFactory
from tests.races import race

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def test_one_step_one_line_one_mail():
    project = ProjectFactory()
    GateFactory(project=project, proceed=True)
    owner = owner_of(project)
    member_of(project)

    outcome = race(lambda _: move_project(Project.objects.get(pk=project.pk), "begin_prototype", by=owner))

    assert len(outcome.won) == 1
    assert Project.objects.get(pk=project.pk).history.count() == 1
    assert OutboxItem.objects.filter(kind="mail").count() == 1


def test_one_award_begins_one_project():
    award = AwardFactory()
    editor = MembershipFactory(organisation=award.entry.challenge.organisation, editor=True).user

    outcome = race(lambda _: start_project(Award.objects.get(pk=award.pk), by=editor))

    assert len(outcome.won) == 1
    assert Project.objects.count() == 1


def test_one_milestone_is_done_once():
    milestone = MilestoneFactory(in_work=True)
    member = member_of(milestone.project)

    outcome = race(
        lambda n: finish_milestone(
            Milestone.objects.get(pk=milestone.pk), by=member, version=1, evidence=f"Seen by {n}"
        )
    )

    assert len(outcome.won) == 1
    assert milestone.history.count() == 1
