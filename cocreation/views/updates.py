"""News of projects."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cocreation.actions.rules import must_be_member
from cocreation.actions.updates import edit_update, publish_update, write_update
from cocreation.forms.updates import UpdateForm
from cocreation.models import Project, Update
from cocreation.permissions import can_see_board
from cocreation.views.board import item_on_board, project_with_board, roles
from core import lists
from core.forms import answer, status_of
from core.gone import seen
from core.requests import SignedIn


def update_list(request: HttpRequest, code: str) -> HttpResponse:
    """All news of a project that the person may read."""
    project = seen(Project.objects.with_people(), request.user, code=code)
    updates = Update.objects.visible_to(request.user).filter(project=project).select_related("by")
    context = lists.page(request, None, updates, per_page=10).context | roles(project, request.user)
    context["sees_board"] = can_see_board(project, request.user)
    return render(request, "cocreation/update_list.html", context)


def update_detail(request: HttpRequest, code: str) -> HttpResponse:
    """One piece of news."""
    update = seen(Update.objects.with_project(), request.user, code=code)
    context = {"update": update, **roles(update.project, request.user)}
    return render(request, "cocreation/update_detail.html", context)


@login_required
def update_create(request: SignedIn, code: str) -> HttpResponse:
    """Write news: keep as a draft or publish at once."""
    project = project_with_board(request, code)
    must_be_member(project, request.user)
    form = UpdateForm(request.POST or None)
    publish = "publish" in request.POST
    update = answer(
        form,
        lambda: write_update(project, by=request.user, publish=publish, **form.values()),
        once=request,
    )
    if update:
        messages.success(request, _("Published.") if publish else _("Saved as a draft."))
        return redirect(update)
    context = {"form": form, "heading": _("New update"), **roles(project, request.user)}
    return render(request, "cocreation/update_form.html", context)


@login_required
def update_edit(request: SignedIn, code: str) -> HttpResponse:
    """Change a draft or mend published news."""
    update = item_on_board(Update, request, code)
    must_be_member(update.project, request.user)
    form = UpdateForm(request.POST or None, instance=update)
    if answer(form, lambda: _edit(form, update, request.user)):
        messages.success(request, _("Saved."))
        return redirect(update)
    context = {"form": form, "heading": _("Change the update"), "update": update}
    context |= roles(update.project, request.user)
    return render(request, "cocreation/update_form.html", context, status=status_of(form))


def _edit(form: Any, update: Update, user: Any) -> Update:
    return edit_update(update, by=user, version=form.version_read(), **form.values())


@login_required
@require_POST
def update_publish(request: SignedIn, code: str) -> HttpResponse:
    """Make a draft visible and mail it."""
    update = item_on_board(Update, request, code)
    publish_update(update, by=request.user)
    messages.success(request, _("Published."))
    return redirect(update)
