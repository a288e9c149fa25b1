"""Members of a project."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cocreation.actions.people import add_member, remove_member
from cocreation.actions.rules import must_be_member
from cocreation.forms.people import MemberForm
from cocreation.views.board import project_with_board, roles
from core import lists
from core.forms import answer, status_of
from core.requests import SignedIn


@login_required
def member_list(request: SignedIn, code: str) -> HttpResponse:
    """Who works on the board."""
    project = project_with_board(request, code)
    found = lists.page(request, None, project.members.select_related("user"))
    context = found.context | roles(project, request.user)
    return render(request, "cocreation/member_list.html", context)


@login_required
def member_create(request: SignedIn, code: str) -> HttpResponse:
    """Let somebody work on the board."""
    project = project_with_board(request, code)
    must_be_member(project, request.user)
    form = MemberForm(request.POST or None)
    if answer(form, lambda: add_member(project, by=request.user, **form.cleaned_data)):
        messages.success(request, _("The person is a member now and has been told."))
        return redirect("cocreation:member_list", project.code)
    context = {"form": form, "heading": _("New member"), **roles(project, request.user)}
    return render(request, "cocreation/board_form.html", context, status=status_of(form))


@login_required
@require_POST
def member_remove(request: SignedIn, code: str, member: int) -> HttpResponse:
    """End a membership."""
    project = project_with_board(request, code)
    found = get_object_or_404(project.members.select_related("user"), pk=member)
    remove_member(found, by=request.user)
    messages.success(request, _("The membership has ended."))
    if found.user_id == request.user.pk:
        return redirect("cocreation:my_project_list")
    return redirect("cocreation:member_list", project.code)
