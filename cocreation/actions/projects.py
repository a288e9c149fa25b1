"""Projects: begun from an award, described, moved from phase to phase, ended."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cocreation.actions.people import join_at_start
from cocreation.actions.rules import must_be_owner
from cocreation.models import Indicator, Project
from cocreation.people import readers
from cocreation.permissions import can_start_project, is_product_owner
from core import audit
from core.editing import change, check, lock
from core.mail import notify
from core.models import User
from core.texts import shortened
from core.workflow import Refused, arrows, perform
from core.zones import today_in
from juries.models import Award

FIELDS = [
    "title",
    "summary",
    "description",
    "time_zone",
    "starts_on",
    "budget_total",
    "budget_spent",
    "currency",
    "budget_note",
    "operation_note",
    "lessons_learned",
    "public",
]


@transaction.atomic
def start_project(award: Award, *, by: User, **values: Any) -> Project:
    """The project of an award, with its people and the challenge's indicators; at most one per award."""
    award = lock(award)
    if not can_start_project(award, by):
        raise PermissionDenied
    if not Award.objects.announced().filter(pk=award.pk).exists():
        raise Refused(_("The award is not announced yet. The project can begin once it is."))
    if Project.objects.filter(award=award).exists():
        raise Refused(_("This award has its project already."))
    entry = award.entry
    project = Project(
        award=award,
        city=entry.challenge.organisation,
        team=entry.organisation,
        is_demo=entry.is_demo,
        **proposed(award) | values,
    )
    check(project)
    project.save()
    if entry.challenge.area:
        project.areas.add(entry.challenge.area)
    _take_over_indicators(project, award)
    join_at_start(project, award, by=by)
    audit.record(project, "project_started", by=by)
    url = project.get_board_url()
    notify(
        "cocreation/mail/project_started",
        to=[user for user in readers(project) if user != by],
        dedupe=f"project-started:{project.code}",
        title=project.title,
        city=project.city.name,
        url=url,
    )
    return project


def proposed(award: Award) -> dict[str, Any]:
    """What a project of the award says at first: a summary that is too long begins the description."""
    entry, zone = award.entry, award.entry.challenge.zone()
    content = entry.version_in_force().content if entry.version_in_force() else {}
    summary = str(content.get("summary", ""))
    short = shortened(summary, 400)
    words = {"title": entry.title, "summary": short, "description": "" if short == summary else summary}
    return words | {"time_zone": zone, "starts_on": today_in(zone)}


def _take_over_indicators(project: Project, award: Award) -> None:
    """What the challenge wanted to change is what the project measures."""
    for order, wanted in enumerate(award.entry.challenge.indicators.all()):
        Indicator.objects.create(
            project=project,
            name=wanted.name,
            unit=wanted.unit,
            baseline=wanted.baseline,
            target=wanted.target,
            direction=_direction(wanted.baseline, wanted.target),
            source=wanted.source,
            order=order,
        )


def _direction(baseline: Any, target: Any) -> str:
    falls = baseline is not None and target is not None and target < baseline
    return Indicator.Direction.DOWN if falls else Indicator.Direction.UP


@transaction.atomic
def edit_project(project: Project, *, by: User, version: int, **values: Any) -> Project:
    """Change what the project says about itself; only the lessons once it has ended."""
    if project.is_open():
        must_be_owner(project, by)
    elif not is_product_owner(project, by):
        raise PermissionDenied
    elif set(values) - {"lessons_learned"}:
        raise Refused(_("The project has ended; only the lessons learned can be mended."))
    if unknown := set(values) - set(FIELDS):
        raise ValueError(f"not fields of a project: {unknown}")
    project = change(project, by=by, version=version, values=values)
    audit.record(project, "project_edited", by=by, fields=sorted(values))
    return project


@transaction.atomic
def move_project(project: Project, name: str, *, by: User, note: str = "") -> Project:
    """Take the step of that name and tell the members."""
    step = next((arrow for arrow in arrows(project) if arrow.name == name), None)
    if step is None:
        raise Refused(_("This step is not possible any more."))
    perform(getattr(project, step.name), by=by, note=note)
    _tell_move(project, by)
    return project


def _tell_move(project: Project, by: User) -> None:
    line = project.history.latest("id")
    notify(
        "cocreation/mail/project_moved",
        to=[user for user in readers(project) if user != by],
        dedupe=f"project-moved:{project.code}:{line.pk}",
        title=project.title,
        state=str(project.get_state_display()),
        note=line.note,
        url=project.get_board_url(),
    )


@transaction.atomic
def discontinue_project(project: Project, *, by: User, version: int, lessons: str, note: str = "") -> Project:
    """End the project without a transfer; the lessons learned become public with it."""
    must_be_owner(project, by)
    if not lessons.strip():
        raise ValidationError({"lessons_learned": _("Write down the lessons learned. They are published.")})
    project = change(project, by=by, version=version, values={"lessons_learned": lessons})
    perform(project.discontinue, by=by, note=note)
    _tell_move(project, by)
    return project
