"""A juror's own pages: what is mine, conflicts before content, my scores compared."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from juries.actions.conflicts import declare_conflict, declare_free, declare_ties
from juries.actions.jurors import accept_invitation
from juries.arithmetic.ranking.totals import shown
from juries.forms.juror import DeclarationForm, TiesForm
from juries.models import Assignment, Juror, JurorInvitation, Panel
from juries.places.workload import own_assignments
from network import invitations


def own_seat(request: HttpRequest, code: str) -> Juror:
    """The person's seat on the panel, once declarations are asked for; before, it does not exist."""
    seats = Juror.objects.filter(user=request.user, left_at=None).exclude(panel__state=Panel.State.SETUP)
    return get_object_or_404(seats.select_related("panel__competition"), panel__code=code)


@login_required
def my_scoring(request: HttpRequest) -> HttpResponse:
    """What is mine, what is due, continue here."""
    groups = own_assignments(request.user)
    page = Paginator(groups, 10).get_page(request.GET.get("page"))
    return render(request, "juries/my_scoring.html", {"page_obj": page})


@login_required
def invitation_accept(request: HttpRequest, token: str) -> HttpResponse:
    """Reading it changes nothing; a button accepts."""
    if request.method == "POST":
        juror = accept_invitation(token, by=request.user)
        messages.success(request, _("You sit on the panel “%(panel)s” now.") % {"panel": juror.panel})
        return redirect("juries:my_scoring")
    invitation = invitations.find_for(JurorInvitation, token, request.user)
    return render(request, "juries/invitation_accept.html", {"invitation": invitation})


@login_required
def tie_declare(request: HttpRequest, code: str) -> HttpResponse:
    """Blind panels: ties with organisations, before anything of an entry is shown."""
    juror = own_seat(request, code)
    if not juror.panel.blind:
        raise Http404
    form = TiesForm(request.POST if request.method == "POST" else None, panel=juror.panel)
    if request.method == "POST" and form.is_valid():
        declare_ties(
            juror,
            by=request.user,
            organisations=form.cleaned_data["organisations"],
            detail=form.cleaned_data["detail"],
        )
        messages.success(request, _("Thank you. Your answer is on file."))
        return redirect("juries:conflict_declare", code=code)
    return render(request, "juries/tie_declare.html", {"juror": juror, "panel": juror.panel, "form": form})


@login_required
def conflict_declare(request: HttpRequest, code: str) -> HttpResponse:
    """For each assigned entry: free, or a conflict. Shows title and challenge, no content."""
    juror = own_seat(request, code)
    if juror.needs_ties():
        return redirect("juries:tie_declare", code=code)
    waiting = (
        Assignment.objects.visible_to(request.user)
        .filter(juror=juror, state=Assignment.State.PROPOSED)
        .select_related(
            "entry__organisation", "entry__challenge__organisation", "entry_version", "juror__panel"
        )
    )
    page = Paginator(waiting, 20).get_page(request.GET.get("page"))
    data = request.POST or None
    rows = [(one, DeclarationForm(data, prefix=one.code, title=one.title())) for one in page]
    checked = [form.is_valid() for _one, form in rows]  # every form, so that all errors show at once
    if request.method == "POST" and all(checked):
        return _declare(request, code, rows)
    forms = [form for _one, form in rows]
    context = {"juror": juror, "panel": juror.panel, "rows": rows, "page_obj": page, "forms": forms}
    context["has_errors"] = any(form.errors for form in forms)
    return render(request, "juries/conflict_declare.html", context)


def _declare(request: HttpRequest, code: str, rows: list[Any]) -> HttpResponse:
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


SORTS = {"total": lambda row: -(row["total"] or -1), "entry": lambda row: row["assignment"].entry.code}


@login_required
def score_list(request: HttpRequest, code: str) -> HttpResponse:
    """The juror's own scores over all entries, criterion by criterion, sortable: early harshness shows."""
    juror = own_seat(request, code)
    own = (
        Assignment.objects.readable_by(request.user)
        .filter(juror=juror, scorecard__isnull=False)
        .select_related("entry__challenge__competition", "entry_version", "scorecard")
        .prefetch_related("scorecard__scores")
    )
    columns, rows = _compared(own)
    sort = request.GET.get("sort", "total")
    by_criterion = {str(one.pk): position for position, one in enumerate(columns)}
    if sort in by_criterion:
        place = by_criterion[sort]
        rows.sort(key=lambda row: -(row["marks"][place].value or -1) if row["marks"][place] else 1)
    else:
        rows.sort(key=SORTS.get(sort, SORTS["total"]))
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    context = {"panel": juror.panel, "columns": columns, "page_obj": page, "sort": sort}
    return render(request, "juries/score_list.html", context)


def _compared(own: Any) -> tuple[list[Any], list[dict[str, Any]]]:
    criteria: dict[int, list[Any]] = {}
    columns: list[Any] = []
    for assignment in own:
        challenge = assignment.entry.challenge
        if challenge.pk not in criteria:
            criteria[challenge.pk] = challenge.criteria_in_force()
            columns += [one for one in criteria[challenge.pk] if one not in columns]
    rows = []
    for assignment in own:
        marks = assignment.scorecard.marks()
        total = shown(assignment.scorecard.total(criteria[assignment.entry.challenge_id]), 1)
        rows.append(
            {"assignment": assignment, "total": total, "marks": [marks.get(one.pk) for one in columns]}
        )
    return columns, rows
