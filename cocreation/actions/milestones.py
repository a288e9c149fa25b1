"""Milestones: planned, moved, finished with evidence, chased when late."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from cocreation.actions.rules import must_be_member
from cocreation.models import Milestone, Project
from cocreation.people import readers
from core import audit
from core.editing import change, check
from core.mail import notify
from core.models import StoredFile, User
from core.workflow import Refused, find_arrow, perform

FIELDS = {"title", "description", "starts_on", "due_on", "responsible", "responsible_note"}
REMINDERS_AT_ONCE = 200


@transaction.atomic
def add_milestone(project: Project, *, by: User, **values: Any) -> Milestone:
    """A planned milestone."""
    must_be_member(project, by)
    _check_responsible(project, values.get("responsible"))
    milestone = Milestone(project=project, **values)
    check(milestone)
    milestone.save()
    audit.record(project, "milestone_added", by=by, code=milestone.code)
    return milestone


@transaction.atomic
def edit_milestone(milestone: Milestone, *, by: User, version: int, **values: Any) -> Milestone:
    """Change the plan; the state moves by its own steps."""
    must_be_member(milestone.project, by)
    _check_responsible(milestone.project, values.get("responsible"))
    if unknown := set(values) - FIELDS:
        raise ValueError(f"not fields of a milestone: {unknown}")
    milestone = change(milestone, by=by, version=version, values=values)
    audit.record(milestone.project, "milestone_edited", by=by, code=milestone.code)
    return milestone


def _check_responsible(project: Project, user: User | None) -> None:
    if user is not None and not project.members.filter(user=user).exists():
        raise ValidationError({"responsible": _("Choose a member of the project.")})


@transaction.atomic
def move_milestone(milestone: Milestone, name: str, *, by: User, note: str = "") -> Milestone:
    """Take the step of that name."""
    if find_arrow(milestone, name) is None:
        raise Refused(_("The milestone has moved since you opened the page. Reload it and try again."))
    perform(getattr(milestone, name), by=by, note=note)
    return milestone


@transaction.atomic
def finish_milestone(
    milestone: Milestone,
    *,
    by: User,
    version: int,
    evidence: str = "",
    evidence_file: StoredFile | None = None,
) -> Milestone:
    """Put the evidence down and mark the milestone done."""
    must_be_member(milestone.project, by)
    if not (evidence.strip() or evidence_file or milestone.evidence_file_id):
        raise ValidationError({"evidence": _("Say what was reached, or attach a file that shows it.")})
    if find_arrow(milestone, "finish") is None:
        raise Refused(_("This milestone is done or dropped already."))
    values: dict[str, Any] = {"evidence": evidence.strip()}
    if evidence_file:
        values["evidence_file"] = evidence_file
    milestone = change(milestone, by=by, version=version, values=values)
    perform(milestone.finish, by=by)
    return milestone


@transaction.atomic
def remind_late() -> int:
    """Mail those who are responsible for late milestones, once per due day; the number of milestones."""
    late = Milestone.objects.to_remind().select_related("project", "responsible").order_by("due_on", "pk")
    done = 0
    for milestone in late[:REMINDERS_AT_ONCE]:
        notify(
            "cocreation/mail/milestone_late",
            to=[milestone.responsible] if milestone.responsible else readers(milestone.project),
            dedupe=f"milestone-late:{milestone.code}:{milestone.due_on}",
            title=milestone.title,
            project=milestone.project.title,
            due_on=milestone.due_on,
            url=milestone.get_absolute_url(),
        )
        Milestone.objects.filter(pk=milestone.pk).update(reminded_for=milestone.due_on)
        done += 1
    return done
