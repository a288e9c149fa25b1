"""Projects: public list and page, mine, start, edit, phases, history."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cocreation.actions.people import follow, unfollow
from cocreation.actions.projects import (
    discontinue_project,
    edit_project,
    move_project,
    proposed,
    start_project,
)
from cocreation.actions.rules import must_be_owner
from cocreation.filters import ProjectFilter
from cocreation.forms.projects import DiscontinueForm, FollowForm, ProjectForm, StartForm
from cocreation.models import Project
from cocreation.permissions import can_see_board, can_start_project, is_product_owner
from cocreation.queries import awards_to_begin, with_readings
from cocreation.views.board import project_with_board, roles
from core import audit, lists
from core.forms import answer, status_of
from core.gone import seen
from core.requests import SignedIn
from juries.models import Award
from network.permissions import can_withhold

PER_PAGE = 12


def project_list(request: HttpRequest) -> HttpResponse:
    """Projects that everybody, or this person, may see."""
    projects = Project.objects.visible_to(request.user).for_cards()
    found = lists.page(request, ProjectFilter, projects, per_page=PER_PAGE)
    return render(request, "cocreation/project_list.html", found.context)


@login_required
def my_project_list(request: SignedIn) -> HttpResponse:
    """Projects that the person works on, and the awards whose projects the person may begin."""
    projects = Project.objects.of_member(request.user).for_cards()
    found = lists.page(request, ProjectFilter, projects, per_page=PER_PAGE)
    awards = awards_to_begin(request.user)[:10]
    return render(request, "cocreation/my_project_list.html", found.context | {"awards": awards})


def project_detail(request: HttpRequest, code: str) -> HttpResponse:
    """The public page: only what is public, whoever looks at it."""
    projects = Project.objects.with_people().with_progress().select_related("award")
    project = seen(projects, request.user, code=code)
    user: Any = request.user
    context = {
        "project": project,
        "indicators": with_readings(project.indicators.in_use().filter(public=True))[:8],
        "updates": project.updates.published().filter(public=True)[:5],
        "documents": project.documents.in_use().filter(public=True).select_related("file")[:20],
        "gates": project.gates.decided(),
        "decides": can_withhold(project, user),
        "sees_board": can_see_board(project, user),
        "follows": user.is_authenticated and project.follows.filter(user=user).exists(),
    }
    return render(request, "cocreation/project_detail.html", context)


@login_required
def project_start(request: SignedIn, code: str) -> HttpResponse:
    """Begin the project of an award."""
    award = get_object_or_404(Award.objects.announced(), code=code)
    if not can_start_project(award, request.user):
        raise PermissionDenied
    known = Project.objects.filter(award=award).first()
    if known and request.method != "POST":
        return redirect(known.get_board_url())
    entry = award.entry
    form = StartForm(request.POST or None, initial=proposed(award))
    project = answer(form, lambda: start_project(award, by=request.user, **form.cleaned_data), once=request)
    if project:
        messages.success(request, _("The project has begun. The members have been told."))
        return redirect(project.get_board_url())
    return render(request, "cocreation/project_start.html", {"form": form, "award": award, "entry": entry})


@login_required
def project_edit(request: SignedIn, code: str) -> HttpResponse:
    """Change what the project says about itself."""
    project = project_with_board(request, code)
    if not is_product_owner(project, request.user):
        raise PermissionDenied
    form = ProjectForm(request.POST or None, instance=project)
    if answer(form, lambda: _save(form, project, request.user)):
        messages.success(request, _("Saved."))
        return redirect(project.get_board_url())
    context = {"form": form, **roles(project, request.user)}
    return render(request, "cocreation/project_form.html", context, status=status_of(form))


def _save(form: Any, project: Project, user: Any) -> Project:
    return edit_project(project, by=user, version=form.version_read(), **form.values())


@login_required
@require_POST
def project_transition(request: SignedIn, code: str) -> HttpResponse:
    """Take the project a step further."""
    project = project_with_board(request, code)
    move_project(project, request.POST.get("step", ""), by=request.user, note=request.POST.get("note", ""))
    messages.success(request, _("The project is now in: %(state)s.") % {"state": project.get_state_display()})
    return redirect(project.get_board_url())


@login_required
def project_discontinue(request: SignedIn, code: str) -> HttpResponse:
    """End the project with its lessons learned."""
    project = project_with_board(request, code)
    must_be_owner(project, request.user)
    form = DiscontinueForm(request.POST or None, instance=project)
    if answer(form, lambda: _end(form, project, request.user)):
        messages.success(request, _("The project is discontinued; its lessons learned are public."))
        return redirect(project)
    context = {"form": form, **roles(project, request.user)}
    return render(request, "cocreation/project_discontinue.html", context, status=status_of(form))


def _end(form: Any, project: Project, user: Any) -> Project:
    lessons, note = form.cleaned_data["lessons_learned"], form.cleaned_data["note"]
    return discontinue_project(project, by=user, version=form.version_read(), lessons=lessons, note=note)


@login_required
@require_POST
def project_follow(request: SignedIn, code: str) -> HttpResponse:
    """Follow a public project, or stop."""
    project = seen(Project.objects.all(), request.user, code=code)
    form = FollowForm(request.POST)
    if form.is_valid() and form.cleaned_data["follow"]:
        follow(project, by=request.user)
        messages.success(request, _("You get this project's public news by mail."))
    else:
        unfollow(project, by=request.user)
        messages.success(request, _("You get no more mail about this project's public news."))
    return redirect(project)


@login_required
def project_history(request: SignedIn, code: str) -> HttpResponse:
    """Every step and every change."""
    project = project_with_board(request, code)
    context = {
        **roles(project, request.user),
        "records": project.history.select_related("by").order_by("-at", "-id")[:50],
    }
    found = lists.page(request, None, audit.events_of(project).order_by("-at", "-id"))
    return render(request, "cocreation/project_history.html", context | found.context)
