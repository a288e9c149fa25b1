"""The board."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cocreation.board import columns, key_figures, plan_rows
from cocreation.queries import with_readings
from cocreation.views.fetch import project_with_board, roles

INDICATORS, SHORT = 6, 3


@login_required
def project_board(request: HttpRequest, code: str) -> HttpResponse:
    """Where the members work: figures, phase, milestones, plan, indicators, latest news, risks."""
    project = project_with_board(request, code)
    milestones = list(project.milestones.for_board())
    indicators = list(with_readings(project.indicators.in_use())[:INDICATORS])
    gates = list(project.gates.select_related("decided_by"))
    context = {
        **roles(project, request.user),
        "figures": key_figures(project, milestones, indicators),
        "late": sum(1 for one in milestones if one.days_late()),
        "columns": columns(milestones),
        "plan": plan_rows(milestones),
        "indicators": indicators,
        "open_gate": next((g for g in gates if not g.decided_at and g.phase == project.state), None),
        "verdicts": [g for g in reversed(gates) if g.decided_at][:SHORT],
        "updates": project.updates.published()[:SHORT],
        "risks": project.risks.filter(closed_at=None)[:SHORT],
    }
    return render(request, "cocreation/project_board.html", context)
