"""The arrows of projects and milestones, and each guard."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from cocreation.models import Milestone, Project
from core.models import OutboxItem
from core.workflow import Refused, may, perform
from tests.factories import (
    GateFactory,
    IndicatorFactory,
    MembershipFactory,
    MilestoneFactory,
    ProjectFactory,
    ProjectMemberFactory,
)

pytestmark = pytest.mark.django_db
PHASES = ["idea", "prototype", "pilot", "consolidation", "transfer"]
STEPS = ["begin_prototype", "begin_pilot", "begin_consolidation", "begin_transfer", "complete"]


def owner_of(project):
    return MembershipFactory(organisation=project.city, editor=True).user


def test_project_workflow_has_exactly_these_arrows():
    arrows = {(a.source, a.name, a.target) for a in Project().get_all_state_transitions()}

    forward = set(zip(PHASES, STEPS, [*PHASES[1:], "completed"], strict=True))
    pause = {(phase, "pause", "paused") for phase in PHASES}
    resume = {("paused", f"resume_{phase}", phase) for phase in PHASES}
    end = {(phase, "discontinue", "discontinued") for phase in [*PHASES, "paused"]}
    assert arrows == forward | pause | resume | end


def test_milestone_workflow_has_exactly_these_arrows():
    arrows = {(a.source, a.name, a.target) for a in Milestone().get_all_state_transitions()}

    assert arrows == {
        ("planned", "begin", "in_work"),
        ("in_work", "put_back", "planned"),
        ("planned", "finish", "done"),
        ("in_work", "finish", "done"),
        ("done", "reopen", "in_work"),
        ("planned", "drop", "dropped"),
        ("in_work", "drop", "dropped"),
        ("dropped", "take_up", "planned"),
    }


@pytest.mark.parametrize(("phase", "step"), list(zip(PHASES, STEPS, strict=True)))
def test_each_step_forward_needs_a_gate_that_says_proceed(phase, step):
    project = ProjectFactory(state=phase)
    IndicatorFactory(project=project, fixed=True)
    owner = owner_of(project)

    with pytest.raises(Refused, match="gate"):
        perform(getattr(project, step), by=owner)
    assert project.state == phase
    assert not project.history.exists()
    GateFactory(project=project, proceed=True)

    perform(getattr(project, step), by=owner)

    line = project.history.get()
    assert (line.source, line.target, line.by) == (phase, project.state, owner)


@pytest.mark.parametrize("verdict", ["prolong", "stop"])
def test_a_later_verdict_takes_back_an_earlier_one(verdict):
    project = ProjectFactory(pilot=True)
    GateFactory(project=project, proceed=True)
    GateFactory(project=project, **{verdict: True})

    with pytest.raises(Refused):
        perform(project.begin_consolidation, by=owner_of(project))


def test_the_gate_of_another_phase_does_not_count():
    project = ProjectFactory(pilot=True)
    GateFactory(project=project, phase="prototype", proceed=True)

    assert not may(project, "begin_consolidation", owner_of(project))


def test_a_pilot_needs_fixed_success_criteria():
    project = ProjectFactory(prototype=True)
    GateFactory(project=project, proceed=True)
    indicator = IndicatorFactory(project=project, baseline=3)
    owner = owner_of(project)

    with pytest.raises(Refused, match="baseline and a target"):
        perform(project.begin_pilot, by=owner)
    indicator.target = 5
    indicator.save()

    assert perform(project.begin_pilot, by=owner).state == "pilot"


@pytest.mark.parametrize("phase", PHASES)
def test_a_paused_project_goes_on_where_it_was(phase):
    project = ProjectFactory(state=phase)
    owner = owner_of(project)

    perform(project.pause, by=owner, note="Elections")
    others = [other for other in PHASES if other != phase]
    refused = [other for other in others if may(project, f"resume_{other}", owner)]
    perform(getattr(project, f"resume_{phase}"), by=owner)

    assert refused == []
    assert (project.state, project.paused_from) == (phase, "")


def test_resuming_into_another_phase_is_refused_with_a_reason():
    project = ProjectFactory(paused=True)

    with pytest.raises(Refused, match="another phase"):
        perform(project.resume_transfer, by=owner_of(project))


def test_discontinuing_needs_lessons_and_makes_them_public():
    project = ProjectFactory(paused=True)
    owner = owner_of(project)

    with pytest.raises(Refused, match="lessons"):
        perform(project.discontinue, by=owner)
    project.lessons_learned = "Shade alone was not enough."
    project.save()
    perform(project.discontinue, by=owner)

    assert (project.state, project.public, project.phase()) == ("discontinued", True, "pilot")
    assert project.ended_at


@pytest.mark.parametrize("step", ["pause", "begin_consolidation"])
def test_only_the_product_owner_moves_the_project(step):
    project = ProjectFactory(pilot=True)
    GateFactory(project=project, proceed=True)
    member = ProjectMemberFactory(project=project).user
    of_city = MembershipFactory(organisation=project.city).user
    other_city = MembershipFactory(editor=True).user

    for user in (member, of_city, other_city):
        with pytest.raises(PermissionDenied):
            perform(getattr(project, step), by=user)

    assert not project.history.exists()
    assert not OutboxItem.objects.filter(kind="mail").exists()


def test_a_milestone_is_done_with_evidence_only():
    milestone = MilestoneFactory(in_work=True)
    member = ProjectMemberFactory(project=milestone.project).user

    with pytest.raises(Refused, match="evidence"):
        perform(milestone.finish, by=member)
    milestone.evidence = "40 stalls online"
    milestone.save()
    perform(milestone.finish, by=member)

    assert milestone.is_done()
    assert milestone.done_at


def test_milestones_of_a_closed_project_stay():
    milestone = MilestoneFactory(project=ProjectFactory(completed=True))
    member = ProjectMemberFactory(project=milestone.project).user

    with pytest.raises(Refused, match="closed"):
        perform(milestone.begin, by=member)


@pytest.mark.parametrize(
    "broken",
    [
        {"state": "flying"},
        {"state": "paused"},
        {"state": "pilot", "paused_from": "pilot"},
        {"state": "discontinued", "public": True},
        {"state": "discontinued", "lessons_learned": "Much."},
    ],
)
def test_the_database_refuses_projects_that_cannot_be(broken):
    with pytest.raises(IntegrityError), transaction.atomic():
        ProjectFactory(**broken)


def test_the_database_refuses_a_done_milestone_without_evidence():
    with pytest.raises(IntegrityError), transaction.atomic():
        MilestoneFactory(done=True, evidence="")
