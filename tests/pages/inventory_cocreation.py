"""Pages of `cocreation`."""

from datetime import date, timedelta
from functools import partial

from django.urls import reverse

from tests.factories import (
    AwardFactory,
    FollowFactory,
    GateFactory,
    IndicatorFactory,
    MembershipFactory,
    MilestoneFactory,
    ProjectDecisionFactory,
    ProjectDocumentFactory,
    ProjectFactory,
    ProjectMemberFactory,
    ReadingFactory,
    RiskFactory,
    UpdateFactory,
)
from tests.pages.inventory import Page


def filled(**fields):
    """A public project with something of everything, and its product owner."""
    project = ProjectFactory(public=True, is_demo=True, summary="Awnings on the way to school.", **fields)
    user = MembershipFactory(organisation=project.city, editor=True).user
    ProjectMemberFactory(project=project, user=user, role="owner")
    for trait in ({}, {"late": True}, {"in_work": True}, {"done": True}, {"dropped": True}):
        MilestoneFactory(project=project, responsible=user, **trait)
    indicator = IndicatorFactory(project=project, fixed=True)
    for month in range(1, 9):
        ReadingFactory(indicator=indicator, measured_on=date(2026, month, 1), value=10 - month / 2)
    ReadingFactory(indicator=indicator, measured_on=date(2026, 8, 9), replaces=indicator.readings.last())
    GateFactory(project=project, phase="idea", proceed=True, decided_by=user)
    UpdateFactory(project=project, published=True)
    UpdateFactory(project=project, published=True, public=False)
    RiskFactory(project=project, likelihood=3, impact=3)
    RiskFactory(project=project)
    ProjectDecisionFactory(project=project)
    ProjectDocumentFactory(project=project, public=True)
    return project, user


def page(name, **fields):
    """The page of that name about a filled project."""
    project, user = filled(**fields)
    return reverse(f"cocreation:{name}", args=[project.code]), user


def visitor(name, **fields):
    """The same for somebody who is not signed in."""
    return page(name, **fields)[0]


def empty(name):
    """The same about a project on which nothing happened yet."""
    project = ProjectFactory()
    user = MembershipFactory(organisation=project.city, editor=True).user
    return reverse(f"cocreation:{name}", args=[project.code]), user


def item(name, factory, **fields):
    """The page of that name about something on a filled board."""
    project, user = filled(prototype=True)
    found = factory(project=project, **fields)
    return reverse(f"cocreation:{name}", args=[found.code]), user


def reading():
    """The page that corrects a reading."""
    project, user = filled()
    return reverse("cocreation:reading_correct", args=[project.indicators.get().readings.first().code]), user


def start():
    """The page that begins a project."""
    award = AwardFactory()
    user = MembershipFactory(organisation=award.entry.challenge.organisation, editor=True).user
    return reverse("cocreation:project_start", args=[award.code]), user


def mine():
    """The list of one's own projects."""
    return reverse("cocreation:my_project_list"), filled()[1]


def nothing_mine():
    """The same before the first project."""
    return reverse("cocreation:my_project_list"), FollowFactory().user


def public_list():
    """The list of projects."""
    filled()
    return reverse("cocreation:project_list")


def nothing_found():
    """The list when no project matches."""
    filled()
    return reverse("cocreation:project_list") + "?q=zzz&state=pilot"


SAVE = "main form button.btn:not(.second)"
LATE_GATE = {"written": True, "planned_on": date(2026, 1, 1) + timedelta(days=9)}
LISTS = ["milestone_list", "indicator_list", "gate_list", "update_list", "risk_list", "decision_list"]
LISTS += ["document_list", "member_list", "project_history"]
FORMS = ["milestone_create", "indicator_create", "update_create", "risk_create", "decision_create"]
FORMS += ["document_create", "member_create", "project_discontinue"]

PAGES: list[Page] = [
    Page("project list", "public", public_list),
    Page("project list, nothing found", "public", nothing_found),
    Page("project page", "public", partial(visitor, "project_detail")),
    Page("project page", "owner", partial(page, "project_detail")),
    Page("project page, discontinued", "public", partial(visitor, "project_detail", discontinued=True)),
    Page("updates", "public", partial(visitor, "update_list")),
    Page("my projects", "owner", mine),
    Page("my projects, none", "signed_in", nothing_mine),
    Page("begin a project", "city", start),
    Page("board", "owner", partial(page, "project_board", prototype=True)),
    Page("board, paused", "owner", partial(page, "project_board", paused=True)),
    Page("board, empty", "owner", partial(empty, "project_board")),
    Page("edit project", "owner", partial(page, "project_edit")),
    Page("prepare gate", "owner", partial(page, "gate_edit")),
    Page("decide gate", "owner", partial(item, "gate_decide", GateFactory, **LATE_GATE)),
    Page("milestone", "project", partial(item, "milestone_detail", MilestoneFactory)),
    Page("edit milestone", "project", partial(item, "milestone_edit", MilestoneFactory)),
    Page("evidence", "project", partial(item, "milestone_finish", MilestoneFactory)),
    Page("evidence, error", "project", partial(item, "milestone_finish", MilestoneFactory), click=SAVE),
    Page("indicator", "project", partial(item, "indicator_detail", IndicatorFactory)),
    Page("edit indicator", "project", partial(item, "indicator_edit", IndicatorFactory)),
    Page("reading", "project", partial(item, "reading_create", IndicatorFactory, fixed=True)),
    Page("reading, error", "project", partial(item, "reading_create", IndicatorFactory), click=SAVE),
    Page("correct reading", "project", reading),
    Page("update", "project", partial(item, "update_detail", UpdateFactory)),
    Page("edit update", "project", partial(item, "update_edit", UpdateFactory)),
    Page("edit risk", "project", partial(item, "risk_edit", RiskFactory)),
    *[Page(name, "project", partial(page, name)) for name in [*LISTS, *FORMS]],
    *[Page(f"{name}, empty", "project", partial(empty, name)) for name in LISTS],
    *[Page(f"{name}, error", "project", partial(page, name), click=SAVE) for name in FORMS[:5]],
]
