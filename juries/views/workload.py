"""A juror's own lists: what is mine to do, my scores compared."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render

from challenges.models import Criterion
from core import lists
from core.requests import SignedIn
from juries.arithmetic.ranking.totals import shown
from juries.models import Assignment, Panel
from juries.places.workload import own_assignments
from juries.views.jurors import own_seat


@login_required
def my_scoring(request: SignedIn) -> HttpResponse:
    """What is mine, what is due, continue here."""
    found = lists.page(request, None, own_assignments(request.user), per_page=10)
    return render(request, "juries/my_scoring.html", found.context)


SORTS = {"total": lambda row: -(row["total"] or -1), "entry": lambda row: row["assignment"].entry.code}


@login_required
def score_list(request: SignedIn, code: str) -> HttpResponse:
    """The juror's own scores over all entries, criterion by criterion, sortable: early harshness shows."""
    juror = own_seat(request, code)
    own = (
        Assignment.objects.readable_by(request.user)
        .filter(juror=juror, scorecard__isnull=False)
        .select_related("entry", "entry_version", "scorecard")
        .prefetch_related("scorecard__scores")
    )
    columns, rows = _compared(juror.panel, own)
    sort = request.GET.get("sort", "total")
    by_criterion = {str(one.pk): position for position, one in enumerate(columns)}
    if sort in by_criterion:
        place = by_criterion[sort]
        rows.sort(key=lambda row: -(row["marks"][place].value or -1) if row["marks"][place] else 1)
    else:
        rows.sort(key=SORTS.get(sort, SORTS["total"]))
    found = lists.page(request, None, rows, per_page=50)
    context = found.context | {"panel": juror.panel, "columns": columns, "sort": sort}
    return render(request, "juries/score_list.html", context)


def _compared(panel: Panel, own: Any) -> tuple[list[Any], list[dict[str, Any]]]:
    criteria = panel.criteria_by_challenge({one.entry.challenge_id for one in own})
    columns: list[Criterion] = []
    for assignment in own:
        columns += [one for one in criteria[assignment.entry.challenge_id] if one not in columns]
    rows = []
    for assignment in own:
        marks = assignment.scorecard.marks()
        total = shown(assignment.scorecard.total(criteria[assignment.entry.challenge_id]), 1)
        rows.append(
            {"assignment": assignment, "total": total, "marks": [marks.get(one.pk) for one in columns]}
        )
    return columns, rows
