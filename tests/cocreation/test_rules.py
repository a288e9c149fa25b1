"""Who takes each step of a project and of a milestone, and which guard refuses it: one row each."""

import pytest
from django.contrib.auth.models import AnonymousUser

from cocreation import workflow
from cocreation.models import Milestone, Project
from tests.factories import (
    GateFactory,
    IndicatorFactory,
    MembershipFactory,
    MilestoneFactory,
    ProjectFactory,
    ProjectMemberFactory,
)
from tests.rules import refusal, who_may

pytestmark = pytest.mark.django_db

PHASES = ["idea", "prototype", "pilot", "consolidation", "transfer"]
FORWARD = ["begin_prototype", "begin_pilot", "begin_consolidation", "begin_transfer", "complete"]
WORKERS = {"owner", "member"}


def people_around(project):
    """One person for each role that has to do with projects."""
    return {
        "owner": MembershipFactory(organisation=project.city, editor=True).user,
        "city's member": MembershipFactory(organisation=project.city).user,
        "member": ProjectMemberFactory(project=project).user,
        "team": MembershipFactory(organisation=project.team, editor=True).user,
        "other owner": MembershipFactory(organisation=ProjectFactory().city, editor=True).user,
        "coordinator": MembershipFactory(coordinator=True).user,
        "public": AnonymousUser(),
    }


def ready(state, paused_from=""):
    """A project for which every guard of its steps holds."""
    project = ProjectFactory(state=state, paused_from=paused_from, lessons_learned="Shade was not enough.")
    GateFactory(project=project, proceed=True)
    IndicatorFactory(project=project, fixed=True)
    return project


@pytest.mark.parametrize(("phase", "step"), list(zip(PHASES, FORWARD, strict=True)))
def test_steps_forward_are_taken_by_the_product_owner_alone(phase, step):
    project = ready(phase)

    assert who_may(project, step, people_around(project)) == {"owner"}


@pytest.mark.parametrize("step", ["pause", "discontinue"])
@pytest.mark.parametrize("phase", PHASES)
def test_steps_out_of_a_phase_are_taken_by_the_product_owner_alone(phase, step):
    project = ready(phase)

    assert who_may(project, step, people_around(project)) == {"owner"}


@pytest.mark.parametrize("phase", PHASES)
def test_steps_back_are_taken_by_the_product_owner_alone(phase):
    project = ready("paused", phase)
    people = people_around(project)

    assert who_may(project, f"resume_{phase}", people) == {"owner"}
    assert who_may(project, "discontinue", people) == {"owner"}


def forget_the_gate(project):
    project.gates.all().delete()


def forget_the_target(project):
    project.indicators.update(target=None)


def forget_the_lessons(project):
    Project.objects.update(lessons_learned="")


@pytest.mark.parametrize(
    ("phase", "step", "spoil", "guard"),
    [
        ("idea", "begin_prototype", forget_the_gate, workflow.gate_says_proceed),
        ("prototype", "begin_pilot", forget_the_gate, workflow.gate_says_proceed),
        ("pilot", "begin_consolidation", forget_the_gate, workflow.gate_says_proceed),
        ("consolidation", "begin_transfer", forget_the_gate, workflow.gate_says_proceed),
        ("transfer", "complete", forget_the_gate, workflow.gate_says_proceed),
        ("prototype", "begin_pilot", forget_the_target, workflow.success_criteria_are_fixed),
        ("pilot", "discontinue", forget_the_lessons, workflow.has_lessons),
    ],
)
def test_one_guard_alone_refuses_a_step_of_a_project(phase, step, spoil, guard):
    project = ready(phase)

    spoil(project)

    assert refusal(project, step) == str(guard.reason)


@pytest.mark.parametrize("phase", PHASES)
def test_a_project_that_was_paused_elsewhere_is_not_resumed_here(phase):
    other = next(one for one in PHASES if one != phase)

    assert refusal(ready("paused", other), f"resume_{phase}") == "The project was paused in another phase."


MOVES = [
    ("planned", "begin"),
    ("in_work", "put_back"),
    ("planned", "finish"),
    ("in_work", "finish"),
    ("done", "reopen"),
    ("planned", "drop"),
    ("in_work", "drop"),
    ("dropped", "take_up"),
]


def milestone_in(state):
    traits = {} if state == "planned" else {state: True}
    return MilestoneFactory(evidence="40 stalls online", **traits)


@pytest.mark.parametrize(("state", "step"), MOVES)
def test_milestones_are_moved_by_those_who_work_on_the_board(state, step):
    milestone = milestone_in(state)

    assert who_may(milestone, step, people_around(milestone.project)) == WORKERS


@pytest.mark.parametrize(("state", "step"), MOVES)
def test_milestones_of_a_project_that_has_ended_are_not_moved(state, step):
    milestone = milestone_in(state)
    Milestone.objects.filter(pk=milestone.pk).update(project=ProjectFactory(completed=True))

    assert refusal(milestone, step) == str(workflow.project_is_open.reason)


def test_a_milestone_without_evidence_is_not_done():
    assert refusal(MilestoneFactory(in_work=True), "finish") == str(workflow.has_evidence.reason)
