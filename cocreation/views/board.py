"""The board, and what all pages of a board do: fetch what the person may see."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from cocreation.board import columns, key_figures, plan_rows
from cocreation.models import Project
from cocreation.permissions import is_product_owner, is_project_member
from cocreation.queries import with_readings
from core.files import store_upload
from core.models import StoredFile
from core.requests import SignedIn

INDICATORS, SHORT = 6, 3


@login_required
def project_board(request: SignedIn, code: str) -> HttpResponse:
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
        "open_gate": next((one for one in gates if one.is_next_for(project)), None),
        "verdicts": [one for one in reversed(gates) if one.decided_at][:SHORT],
        "updates": project.updates.published()[:SHORT],
        "risks": project.risks.filter(closed_at=None)[:SHORT],
    }
    return render(request, "cocreation/project_board.html", context)


def project_with_board(request: SignedIn, code: str) -> Project:
    """The project, if the person may read its board; else 404."""
    return get_object_or_404(Project.objects.boards_of(request.user).with_people(), code=code)


def item_on_board(model: Any, request: Any, code: str) -> Any:
    """The milestone, risk or the like, if the person may read the board that it is on; else 404."""
    return get_object_or_404(model.objects.on_boards_of(request.user).with_project(), code=code)


def roles(project: Project, user: Any) -> dict[str, Any]:
    """What templates of a board ask: does the person work here, own it, and does it still go on."""
    works = is_project_member(project, user)
    return {
        "project": project,
        "works": works and project.is_open(),
        "owns": is_product_owner(project, user),
        "owns_open": project.is_open() and is_product_owner(project, user),
    }


def take_file(upload: Any, field: str, *, by: Any) -> StoredFile:
    """The uploaded file, stored; what is wrong with it is said beside the form's `field`."""
    try:
        return store_upload(upload, by=by)
    except ValidationError as error:
        raise ValidationError({field: error.messages}) from error
