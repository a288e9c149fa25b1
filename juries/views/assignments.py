"""Who reads what: proposed, saved, changed by hand."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from juries.actions.assignments import add_assignment, propose_plan, remove_assignment, save_plan
from juries.forms.assignments import AssignmentAddForm
from juries.forms.panels import ReasonForm
from juries.models import Assignment, Panel
from juries.views.panels import office_panel

MOST_PAIRS = 1000  # shown, ticked and saved at once


@login_required
def panel_assignments(request: HttpRequest, code: str) -> HttpResponse:
    """Entries with their jurors, and places that are still empty."""
    panel = office_panel(request, code)
    entries = panel.entries().select_related("challenge", "organisation").order_by("code")
    page = Paginator(entries, 30).get_page(request.GET.get("page"))
    given: dict[int, list[Assignment]] = {entry.pk: [] for entry in page}
    shown = Assignment.objects.filter(juror__panel=panel, entry__in=given).select_related("juror__user")
    for assignment in shown.order_by("juror__pseudonym"):
        assignment.juror.panel = panel  # the same object, so that who may what is read once
        given[assignment.entry_id].append(assignment)
    rows = [(entry, given[entry.pk], _lack(panel, given[entry.pk])) for entry in page]
    return render(request, "juries/panel_assignments.html", {"panel": panel, "page_obj": page, "rows": rows})


def _lack(panel: Panel, given: list[Assignment]) -> int:
    held = sum(not one.was_recused() for one in given)
    return max(0, panel.reviews_per_entry - held)


@login_required
def assignment_propose(request: HttpRequest, code: str) -> HttpResponse:
    """Propose, let a person review, save what is ticked."""
    panel = office_panel(request, code)
    if request.method == "POST":
        pairs = [pair.split(":") for pair in request.POST.getlist("pair")]
        chosen = [(entry, int(juror)) for entry, juror in pairs if juror.isdigit()]
        made = save_plan(panel, by=request.user, pairs=chosen)
        text = ngettext("%d assignment is saved.", "%d assignments are saved.", len(made)) % len(made)
        messages.success(request, text)
        return redirect("juries:panel_assignments", code=code)
    proposal = propose_plan(panel)
    context = {
        "panel": panel,
        "proposal": proposal,
        "pairs": proposal.pairs[:MOST_PAIRS],
        "more": max(len(proposal.pairs) - MOST_PAIRS, 0),
        "unfilled": sum(lack for _entry, lack in proposal.unfilled),
    }
    return render(request, "juries/assignment_propose.html", context)


@login_required
def assignment_add(request: HttpRequest, code: str) -> HttpResponse:
    """Assign one entry by hand."""
    panel = office_panel(request, code)
    form = AssignmentAddForm(request.POST or None, panel=panel, initial={"entry": request.GET.get("entry")})
    if request.method == "POST" and form.is_valid():
        add_assignment(panel, by=request.user, **form.cleaned_data)
        messages.success(request, _("Assigned."))
        return redirect("juries:panel_assignments", code=code)
    return render(
        request, "juries/panel_form.html", {"panel": panel, "form": form, "title": _("Assign an entry")}
    )


@login_required
def assignment_remove(request: HttpRequest, code: str, assignment: str) -> HttpResponse:
    """Take an entry from a juror; after the set-up with a reason."""
    panel = office_panel(request, code)
    own = (
        Assignment.objects.held()
        .filter(juror__panel=panel)
        .select_related("juror__panel", "juror__user", "entry")
    )
    item = get_object_or_404(own, code=assignment)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        remove_assignment(item, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("The place is free again."))
        return redirect("juries:panel_assignments", code=code)
    title = _("Take %(entry)s from %(juror)s") % {"entry": item.entry.code, "juror": item.juror}
    return render(
        request, "juries/panel_form.html", {"panel": panel, "form": form, "title": title, "danger": True}
    )
