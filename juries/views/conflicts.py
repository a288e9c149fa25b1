"""Conflicts before content: ties, declarations, and the chair's verdict."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import lists
from core.device_forms import FirstThere
from core.forms import answer
from core.requests import SignedIn
from juries.actions.conflicts import decide_conflict, declare_conflict, declare_free, declare_ties
from juries.forms.conflicts import DeclarationForm, TiesForm, VerdictForm
from juries.models import Assignment, Conflict
from juries.permissions import (
    is_chair_or_coordinator,
    is_panel_coordinator,
    may_decide_conflict,
)
from juries.results.standing import hidden_entries
from juries.views.jurors import own_seat
from juries.views.overview import PER_PAGE, panel_of_jury


@login_required
def tie_declare(request: SignedIn, code: str) -> HttpResponse:
    """Blind panels: ties with organisations, before anything of an entry is shown."""
    juror = own_seat(request, code)
    if not juror.panel.blind:
        raise Http404
    form = TiesForm(request.POST if request.method == "POST" else None, panel=juror.panel)
    if answer(form, lambda: declare_ties(juror, by=request.user, **form.cleaned_data)):
        messages.success(request, _("Thank you. Your answer is on file."))
        return redirect("juries:conflict_declare", code=code)
    return render(request, "juries/tie_declare.html", {"juror": juror, "panel": juror.panel, "form": form})


@login_required
def conflict_declare(request: SignedIn, code: str) -> HttpResponse:
    """For each assigned entry: free, or a conflict. Shows title and challenge, no content."""
    juror = own_seat(request, code)
    if juror.needs_ties():
        return FirstThere(reverse("juries:tie_declare", args=[code]))
    waiting = (
        Assignment.objects.visible_to(request.user)
        .filter(juror=juror, state=Assignment.State.PROPOSED)
        .select_related(
            "entry__organisation", "entry__challenge__organisation", "entry_version", "juror__panel"
        )
    )
    found = lists.page(request, None, waiting)
    data = request.POST or None
    rows = [(one, DeclarationForm(data, prefix=one.code, title=one.title())) for one in found.rows]
    checked = [form.is_valid() for _one, form in rows]  # every form, so that all errors show at once
    if request.method == "POST" and all(checked):
        return _declare(request, code, rows)
    forms = [form for _one, form in rows]
    context = found.context | {"juror": juror, "panel": juror.panel, "rows": rows, "forms": forms}
    context["has_errors"] = any(form.errors for form in forms)
    return render(request, "juries/conflict_declare.html", context)


@transaction.atomic
def _declare(request: SignedIn, code: str, rows: list[tuple[Assignment, DeclarationForm]]) -> HttpResponse:
    count = 0
    for assignment, form in rows:
        if form.cleaned_data["answer"] == "free":
            declare_free(assignment, by=request.user)
        elif form.cleaned_data["answer"] == "conflict":
            declare_conflict(assignment, by=request.user, detail=form.cleaned_data["detail"])
        else:
            continue
        count += 1
    text = ngettext("%d answer is on file.", "%d answers are on file.", count) % count
    messages.success(request, text)
    left = Assignment.objects.visible_to(request.user).filter(
        juror__panel__code=code, state=Assignment.State.PROPOSED
    )
    return redirect("juries:conflict_declare", code=code) if left.exists() else redirect("juries:my_scoring")


@login_required
def conflict_list(request: SignedIn, code: str) -> HttpResponse:
    """Conflicts and their verdicts; each person sees only those about which they may know."""
    panel = panel_of_jury(request, code)
    if not is_chair_or_coordinator(panel, request.user):
        raise PermissionDenied
    conflicts = (
        Conflict.objects.filter(juror__panel=panel)
        .exclude(entry__in=hidden_entries(panel, request.user))
        .exclude(juror__user=request.user.pk)
        .select_related(
            "juror__user", "juror__panel__competition__office", "entry__organisation", "decided_by"
        )
        .order_by("verdict", "-created_at", "-id")
    )
    found = lists.page(request, None, conflicts, per_page=PER_PAGE)
    office = is_panel_coordinator(panel, request.user) and panel.seat_of(request.user) is None
    context = {"panel": panel, "details_shown": office or not panel.blind, "is_office": office}
    return render(request, "juries/conflict_list.html", found.context | context)


@login_required
def conflict_decide(request: SignedIn, code: str, pk: int) -> HttpResponse:
    """Waive or uphold, with a reason."""
    panel = panel_of_jury(request, code)
    conflicts = Conflict.objects.filter(juror__panel=panel).exclude(
        entry__in=hidden_entries(panel, request.user)
    )
    conflict = get_object_or_404(
        conflicts.select_related("juror__user", "juror__panel", "entry__organisation"), pk=pk
    )
    if not may_decide_conflict(conflict, request.user):
        raise PermissionDenied
    form = VerdictForm(request.POST or None)
    if answer(form, lambda: decide_conflict(conflict, by=request.user, **form.ruling())):
        messages.success(request, _("The verdict is on file."))
        return redirect("juries:conflict_list", code=code)
    office = is_panel_coordinator(panel, request.user) and panel.seat_of(request.user) is None
    context = {"panel": panel, "conflict": conflict, "form": form, "details_shown": office or not panel.blind}
    return render(request, "juries/conflict_decide.html", context)
