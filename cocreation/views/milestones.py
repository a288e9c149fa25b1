"""Milestones: list, card, plan, evidence."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cocreation.actions.milestones import add_milestone, edit_milestone, finish_milestone, move_milestone
from cocreation.actions.rules import must_be_member
from cocreation.filters import MilestoneFilter
from cocreation.forms.milestones import EvidenceForm, MilestoneForm
from cocreation.models import Milestone
from cocreation.views.board import item_on_board, project_with_board, roles, take_file
from core import lists
from core.files import file_response
from core.forms import answer, status_of
from core.requests import SignedIn
from core.workflow import may


@login_required
def milestone_list(request: SignedIn, code: str) -> HttpResponse:
    """All milestones of a project."""
    project = project_with_board(request, code)
    found = lists.page(request, MilestoneFilter, project.milestones.select_related("responsible"))
    context = found.context | roles(project, request.user)
    return render(request, "cocreation/milestone_list.html", context)


@login_required
def milestone_create(request: SignedIn, code: str) -> HttpResponse:
    """Plan a milestone."""
    project = project_with_board(request, code)
    must_be_member(project, request.user)
    form = MilestoneForm(request.POST or None, project=project)
    if answer(form, lambda: add_milestone(project, by=request.user, **form.values()), once=request):
        messages.success(request, _("The milestone is on the board."))
        return redirect(project.get_board_url())
    context = {"form": form, "heading": _("New milestone"), **roles(project, request.user)}
    return render(request, "cocreation/board_form.html", context, status=status_of(form))


@login_required
def milestone_detail(request: SignedIn, code: str) -> HttpResponse:
    """A milestone with its evidence and history."""
    milestone = item_on_board(Milestone, request, code)
    context = {
        "milestone": milestone,
        "records": milestone.history.select_related("by")[:50],
        **roles(milestone.project, request.user),
    }
    return render(request, "cocreation/milestone_detail.html", context)


@login_required
def milestone_edit(request: SignedIn, code: str) -> HttpResponse:
    """Change the plan of a milestone."""
    milestone = item_on_board(Milestone, request, code)
    project = milestone.project
    must_be_member(project, request.user)
    form = MilestoneForm(request.POST or None, instance=milestone, project=project)
    if answer(form, lambda: _edit(form, milestone, request.user)):
        messages.success(request, _("Saved."))
        return redirect(milestone)
    context = {"form": form, "heading": _("Change the milestone"), **roles(project, request.user)}
    return render(request, "cocreation/board_form.html", context, status=status_of(form))


def _edit(form: Any, milestone: Milestone, user: Any) -> Milestone:
    return edit_milestone(milestone, by=user, version=form.version_read(), **form.values())


@login_required
@require_POST
def milestone_move(request: SignedIn, code: str) -> HttpResponse:
    """Move a card; whoever moves it to “done” is asked for the evidence."""
    milestone = item_on_board(Milestone, request, code)
    name = request.POST.get("step", "")
    if name == "finish" and not may(milestone, "finish", request.user):
        return redirect("cocreation:milestone_finish", milestone.code)
    move_milestone(milestone, name, by=request.user)
    words = {"title": milestone.title, "state": milestone.get_state_display()}
    messages.success(request, _("“%(title)s” is now: %(state)s.") % words)
    return redirect(milestone.project.get_board_url())


@login_required
def milestone_finish(request: SignedIn, code: str) -> HttpResponse:
    """Put the evidence down and mark the milestone done."""
    milestone = item_on_board(Milestone, request, code)
    must_be_member(milestone.project, request.user)
    form = EvidenceForm(request.POST or None, request.FILES or None, instance=milestone)
    if answer(form, lambda: _finish(form, milestone, request.user)):
        messages.success(request, _("The milestone is done."))
        return redirect(milestone)
    context = {"form": form, "milestone": milestone, **roles(milestone.project, request.user)}
    return render(request, "cocreation/milestone_finish.html", context, status=status_of(form))


def _finish(form: Any, milestone: Milestone, user: Any) -> Milestone:
    upload = form.cleaned_data["upload"]
    return finish_milestone(
        milestone,
        by=user,
        version=form.version_read(),
        evidence=form.cleaned_data["evidence"],
        evidence_file=take_file(upload, "upload", by=user) if upload else None,
    )


@login_required
def milestone_file(request: SignedIn, code: str) -> FileResponse:
    """The evidence as a file."""
    milestone = item_on_board(Milestone, request, code)
    if milestone.evidence_file is None:
        raise Http404
    return file_response(milestone.evidence_file, user=request.user)
