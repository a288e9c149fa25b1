"""What the pages of a project show: a filled board, an empty one, what everybody sees."""

from datetime import date, timedelta

from django.urls import reverse

from cocreation.models import Project
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
    StoredFileFactory,
    UpdateFactory,
)


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


def won(name, *args, **fields):
    """The page about a project that came from an award, so that one office has to do with it."""

    def build():
        made = page(name, *args, **fields)
        _from_award()
        return made

    return build


def won_item(name, factory, **fields):
    """The same about something on its board."""

    def build():
        made = item(name, factory, **fields)
        _from_award()
        return made

    return build


def won_reading():
    """The page that corrects a reading of such a project."""
    made = reading()
    _from_award()
    return made


def _from_award():
    project = Project.objects.latest("pk")
    project.award = AwardFactory(
        entry__challenge__organisation=project.city, entry__organisation=project.team
    )
    project.save()


def of_list(name, relation):
    """Something that a filled project has, and its product owner."""

    def build():
        project, user = filled()
        found = getattr(project, relation).first()
        key = found.file.public_id if relation == "documents" else found.pk
        return reverse(f"cocreation:{name}", args=[project.code, key]), user

    return build


def colleague():
    """A member of the project who is no product owner, and the product owner."""
    project, user = filled()
    member = ProjectMemberFactory(project=project)
    return reverse("cocreation:member_remove", args=[project.code, member.pk]), user


def evidence():
    """A milestone with a file as evidence."""
    project, user = filled(prototype=True)
    file = StoredFileFactory()
    milestone = MilestoneFactory(project=project, done=True, evidence_file=file)
    return reverse("cocreation:milestone_file", args=[milestone.code]), user


def reading_in_api():
    """A reading of a public project, in the API."""
    project, user = filled()
    return reverse("reading-detail", args=[project.indicators.get().readings.first().code]), user


def update_in_api():
    """News that everybody may read, in the API."""
    project, user = filled()
    return reverse("update-detail", args=[project.updates.filter(public=True).first().code]), user


def in_api(name, relation=""):
    """What a project has, in the API."""

    def build():
        project, user = filled()
        found = getattr(project, relation).first() if relation else project
        return reverse(name, args=[found.code]), user

    return build


def list_in_api(name):
    """A list of the API, with the product owner of a project."""
    return lambda: (reverse(name), filled()[1])


LATE_GATE = {"written": True, "planned_on": date(2026, 1, 1) + timedelta(days=9)}
