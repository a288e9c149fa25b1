"""What a board shows, made of the things that are on it. No queries."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cocreation.models import Indicator, Milestone, Project
from core.templatetags.pages import number
from core.templatetags.times import day


def key_figures(
    project: Project, milestones: Sequence[Milestone], indicators: Sequence[Indicator]
) -> list[dict[str, str]]:
    """Up to four figures: label, value and a note for each."""
    figures = [_milestones_done(milestones), _next_due(milestones)]
    figures += [_indicator(one) for one in indicators if one.latest()][:1]
    if project.budget_total:
        spent = f"{number(project.budget_spent or 0)} {project.currency}".strip()
        note = _("of %(total)s") % {"total": number(project.budget_total)}
        figures.append({"label": _("Budget spent"), "value": spent, "note": note})
    return figures


def _milestones_done(milestones: Sequence[Milestone]) -> dict[str, str]:
    wanted = [one for one in milestones if not one.was_dropped()]
    finished = sum(1 for one in wanted if one.is_done())
    note = _("of %(count)s") % {"count": len(wanted)}
    return {"label": _("Milestones done"), "value": str(finished), "note": note}


def _next_due(milestones: Sequence[Milestone]) -> dict[str, str]:
    waiting = [one for one in milestones if one.is_open()]
    if not waiting:
        return {"label": _("Next due"), "value": "–", "note": _("nothing is planned")}
    first = min(waiting, key=lambda one: (one.due_on, one.pk))
    return {"label": _("Next due"), "value": day(first.due_on), "note": first.title}


def _indicator(indicator: Indicator) -> dict[str, str]:
    value = f"{number(indicator.latest().value)} {indicator.unit}".strip()
    target = (
        _("target %(target)s") % {"target": number(indicator.target)} if indicator.target is not None else ""
    )
    return {"label": indicator.name, "value": value, "note": target}


def columns(milestones: Sequence[Milestone]) -> list[dict[str, Any]]:
    """The columns of the board: name and milestones; dropped ones only when there are any."""
    found = []
    for state in Milestone.State:
        cards = [one for one in milestones if one.state == state]
        if cards or state != Milestone.State.DROPPED:
            found.append({"state": state, "label": state.label, "cards": cards})
    return found


def standing(milestone: Milestone) -> dict[str, str]:
    """How a milestone stands, as word and tone: late, due soon, on track, done, dropped."""
    if milestone.is_done():
        return {"label": _("With evidence"), "tone": "ok"}
    if not milestone.is_open():
        return {"label": _("Dropped"), "tone": ""}
    if late := milestone.days_late():
        return {"label": ngettext("%d day late", "%d days late", late) % late, "tone": "bad"}
    left = milestone.days_left()
    if milestone.is_due_soon():
        words = ngettext("Due in %d day", "Due in %d days", left) % left if left else _("Due today")
        return {"label": words, "tone": "warn"}
    return {"label": _("On track"), "tone": "brand"}


def plan_rows(milestones: Sequence[Milestone]) -> list[tuple[str, date, date, str]]:
    """Rows of the timeline: title, first day, last day, kind."""
    kept = [one for one in milestones if not one.was_dropped()]
    kept.sort(key=lambda one: (one.starts_on, one.due_on, one.pk))
    return [(one.title, one.starts_on, one.due_on, _kind(one)) for one in kept]


def _kind(milestone: Milestone) -> str:
    if milestone.is_done():
        return "done"
    if milestone.days_late():
        return "late"
    return "work" if milestone.is_in_work() else "plan"


def phase_steps(project: Project) -> list[dict[str, str]]:
    """The phases with what is done, where the project stands, and a note when it stands still."""
    phases, at = project.PHASES, project.phase()
    reached = next((n for n, phase in enumerate(phases) if phase == at), len(phases))
    note = "" if project.is_in_phase() or reached == len(phases) else str(project.get_state_display())
    steps = []
    for place, phase in enumerate(phases):
        standing = "done" if place < reached else "current" if place == reached else ""
        said = note if standing == "current" else ""
        steps.append({"label": str(phase.label), "standing": standing, "note": said})
    return steps
