"""What templates of projects ask."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cocreation import board
from cocreation.models import Indicator, Milestone, Project
from cocreation.permissions import can_start_project
from core.models import AuditEvent
from core.workflow import Step, steps

register = template.Library()

# Words for what people do beside the steps of a project; the verbs are those that actions record.
VERBS = {
    "project_started": _("Project begun"),
    "project_edited": _("Description changed"),
    "member_added": _("Member added"),
    "member_removed": _("Membership ended"),
    "milestone_added": _("Milestone added"),
    "milestone_edited": _("Milestone changed"),
    "indicator_added": _("Indicator added"),
    "indicator_edited": _("Indicator changed"),
    "indicator_retired": _("Indicator retired"),
    "reading_added": _("Reading entered"),
    "reading_corrected": _("Reading corrected"),
    "gate_decided": _("Gate decided"),
    "update_published": _("Update published"),
    "update_edited": _("Update changed"),
    "risk_added": _("Risk written down"),
    "risk_edited": _("Risk judged anew"),
    "risk_closed": _("Risk closed"),
    "decision_logged": _("Decision logged"),
    "document_added": _("Document added"),
    "document_removed": _("Document removed"),
}

_State = Milestone.State
MOVE_ORDER = [_State.IN_WORK, _State.DONE, _State.PLANNED, _State.DROPPED]

TABS = [
    ("board", _("Board"), "project_board"),
    ("milestones", _("Milestones"), "milestone_list"),
    ("indicators", _("Indicators"), "indicator_list"),
    ("gates", _("Gates"), "gate_list"),
    ("updates", _("Updates"), "update_list"),
    ("risks", _("Risks"), "risk_list"),
    ("decisions", _("Decisions"), "decision_list"),
    ("documents", _("Documents"), "document_list"),
    ("members", _("Members"), "member_list"),
    ("history", _("History"), "project_history"),
]


@register.simple_tag
def project_tabs(project: Project, here: str) -> list[dict[str, Any]]:
    """The parts of a board as links; `here` is the current one."""
    return [
        {"label": label, "url": reverse(f"cocreation:{name}", args=[project.code]), "current": key == here}
        for key, label, name in TABS
    ]


@register.simple_tag
def project_steps(project: Project, user: Any) -> list[Step]:
    """The steps from phase to phase; of the ways back only that into the phase that it was paused in."""
    return [
        step
        for step in steps(project, user)
        if step.name != "discontinue" and project.paused_from in ("", step.target)
    ]


@register.simple_tag
def phase_steps(project: Project) -> list[dict[str, str]]:
    """The phases for components/steps.html."""
    return board.phase_steps(project)


@register.simple_tag
def milestone_moves(milestone: Milestone, user: Any) -> list[Step]:
    """The places that a card can be moved to, the way forward first."""
    moves = {move.target: move for move in steps(milestone, user)}
    return [moves[state] for state in MOVE_ORDER if state in moves]


@register.simple_tag
def project_of_award(award: Any, user: Any) -> dict[str, Any]:
    """Where an award leads: its `project` if the user may see it, `can_start` while there is none."""
    known = Project.objects.filter(award=award).first()
    if known:
        return {"project": Project.objects.visible_to(user).filter(pk=known.pk).first(), "can_start": False}
    return {"project": None, "can_start": can_start_project(award, user)}


@register.filter
def standing(milestone: Milestone) -> dict[str, str]:
    """How a milestone stands: label and tone."""
    return board.standing(milestone)


@register.filter
def verb_label(event: AuditEvent) -> str:
    """An audit line in words."""
    return str(VERBS.get(event.verb, event.verb.replace("_", " ")))


@register.filter
def progress(indicator: Indicator) -> dict[str, str]:
    """How the latest value stands to the target: label and tone; empty without both."""
    latest = indicator.latest()
    if latest is None or indicator.target is None:
        return {}
    if indicator.reaches_target(latest.value):
        return {"label": str(_("Target reached")), "tone": "ok"}
    return {"label": str(_("Target not reached yet")), "tone": "brand"}
