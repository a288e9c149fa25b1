"""Risks, decisions and documents."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cocreation.actions.notes import add_document, add_risk, edit_risk, log_decision, remove_document
from cocreation.actions.rules import must_be_member
from cocreation.forms.notes import DecisionForm, DocumentForm, RiskEditForm, RiskForm
from cocreation.models import Project, ProjectDocument, Risk
from cocreation.permissions import can_see_board
from cocreation.views.board import item_on_board, project_with_board, roles, take_file
from core import lists
from core.files import file_response
from core.forms import answer, status_of
from core.gone import seen
from core.requests import SignedIn


@login_required
def risk_list(request: SignedIn, code: str) -> HttpResponse:
    """All risks, open ones first."""
    project = project_with_board(request, code)
    context = lists.page(request, None, project.risks.all()).context | roles(project, request.user)
    return render(request, "cocreation/risk_list.html", context)


@login_required
def risk_create(request: SignedIn, code: str) -> HttpResponse:
    """Write a risk down."""
    project = project_with_board(request, code)
    must_be_member(project, request.user)
    form = RiskForm(request.POST or None)
    if answer(form, lambda: add_risk(project, by=request.user, **form.values()), once=request):
        messages.success(request, _("The risk is written down."))
        return redirect("cocreation:risk_list", project.code)
    context = {"form": form, "heading": _("New risk"), **roles(project, request.user)}
    return render(request, "cocreation/board_form.html", context, status=status_of(form))


@login_required
def risk_edit(request: SignedIn, code: str) -> HttpResponse:
    """Judge a risk anew, or close it."""
    risk = item_on_board(Risk, request, code)
    must_be_member(risk.project, request.user)
    form = RiskEditForm(request.POST or None, instance=risk)
    if answer(form, lambda: _edit(form, risk, request.user)):
        messages.success(request, _("Saved."))
        return redirect("cocreation:risk_list", risk.project.code)
    context = {"form": form, "heading": _("Change the risk"), **roles(risk.project, request.user)}
    return render(request, "cocreation/board_form.html", context, status=status_of(form))


def _edit(form: Any, risk: Risk, user: Any) -> Risk:
    return edit_risk(risk, by=user, version=form.version_read(), **form.values())


@login_required
def decision_list(request: SignedIn, code: str) -> HttpResponse:
    """The log of decisions."""
    project = project_with_board(request, code)
    found = lists.page(request, None, project.decisions.select_related("by"))
    context = found.context | roles(project, request.user)
    return render(request, "cocreation/decision_list.html", context)


@login_required
def decision_create(request: SignedIn, code: str) -> HttpResponse:
    """A new line in the log."""
    project = project_with_board(request, code)
    must_be_member(project, request.user)
    form = DecisionForm(request.POST or None, initial={"decided_on": project.today()})
    if answer(form, lambda: log_decision(project, by=request.user, **form.cleaned_data), once=request):
        messages.success(request, _("The decision is in the log."))
        return redirect("cocreation:decision_list", project.code)
    context = {"form": form, "heading": _("New decision"), **roles(project, request.user)}
    return render(request, "cocreation/board_form.html", context, status=status_of(form))


@login_required
def document_list(request: SignedIn, code: str) -> HttpResponse:
    """The files on the board."""
    project = project_with_board(request, code)
    documents = project.documents.in_use().select_related("file", "by")
    context = lists.page(request, None, documents).context | roles(project, request.user)
    return render(request, "cocreation/document_list.html", context)


@login_required
def document_create(request: SignedIn, code: str) -> HttpResponse:
    """Put a file on the board."""
    project = project_with_board(request, code)
    must_be_member(project, request.user)
    form = DocumentForm(request.POST or None, request.FILES or None)
    if answer(form, lambda: _add_document(form.cleaned_data, project, request.user), once=request):
        messages.success(request, _("The file is on the board. Others can open it once it is checked."))
        return redirect("cocreation:document_list", project.code)
    context = {"form": form, "heading": _("New document"), "with_file": True, **roles(project, request.user)}
    return render(request, "cocreation/board_form.html", context, status=status_of(form))


def _add_document(data: dict[str, Any], project: Project, user: Any) -> ProjectDocument:
    stored = take_file(data["upload"], "upload", by=user)
    return add_document(project, by=user, file=stored, title=data["title"], public=data["public"])


def document_file(request: HttpRequest, code: str, public_id: str) -> FileResponse:
    """A file of the board: public ones for everybody who sees the project."""
    document = _document(request, code, public_id)
    return file_response(document.file, user=request.user)


@login_required
@require_POST
def document_remove(request: SignedIn, code: str, public_id: str) -> HttpResponse:
    """Take a file off the board."""
    document = _document(request, code, public_id)
    remove_document(document, by=request.user)
    messages.success(request, _("The file is off the board."))
    return redirect("cocreation:document_list", code)


def _document(request: HttpRequest, code: str, public_id: str) -> ProjectDocument:
    which = {"public": True, "file__public_id": public_id}
    project = seen(
        Project.objects.with_people(),
        request.user,
        part=lambda gone: gone.documents.in_use().filter(**which).exists(),
        code=code,
    )
    documents = project.documents.in_use().select_related("file", "project__city")
    document = get_object_or_404(documents, file__public_id=public_id)
    if not document.public and not can_see_board(project, request.user):
        raise Http404
    return document
