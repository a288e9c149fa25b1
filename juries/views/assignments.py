"""Who reads what: proposed, saved, changed by hand."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from core import jobs, lists
from core.forms import answer
from core.letters import by_letters
from core.models import Job
from core.requests import SignedIn
from juries.actions.assignments import add_assignment, propose_plan, remove_assignment, save_plan
from juries.forms.assignments import AssignmentAddForm
from juries.forms.panels import ReasonForm
from juries.models import Assignment, Panel
from juries.places.dealing import Proposal, is_large
from juries.places.stored import read_again
from juries.views.panels import office_panel, panel_form

MOST_PAIRS = 1000  # shown, ticked and saved at once


@login_required
def panel_assignments(request: SignedIn, code: str) -> HttpResponse:
    """Entries with their jurors, and places that are still empty."""
    panel = office_panel(request, code)
    entries = panel.entries().select_related("challenge", "organisation").order_by("code")
    found = lists.page(request, None, entries, per_page=30)
    given: dict[int, list[Assignment]] = {entry.pk: [] for entry in found.rows}
    shown = Assignment.objects.filter(juror__panel=panel, entry__in=given).select_related("juror__user")
    for assignment in shown.order_by(by_letters("juror__pseudonym")):
        assignment.juror.panel = panel  # the same object, so that who may what is read once
        given[assignment.entry_id].append(assignment)
    rows = [(entry, given[entry.pk], _lack(panel, given[entry.pk])) for entry in found.rows]
    return render(request, "juries/panel_assignments.html", found.context | {"panel": panel, "rows": rows})


def _lack(panel: Panel, given: list[Assignment]) -> int:
    held = sum(not one.was_recused() for one in given)
    return max(0, panel.reviews_per_entry - held)


@login_required
def assignment_propose(request: SignedIn, code: str) -> HttpResponse:
    """Propose, let a person review, save what is ticked."""
    panel = office_panel(request, code)
    if request.method == "POST":
        pairs = [pair.split(":") for pair in request.POST.getlist("pair")]
        chosen = [(entry, int(juror)) for entry, juror in pairs if juror.isdigit()]
        made = save_plan(panel, by=request.user, pairs=chosen)
        text = ngettext("%d assignment is saved.", "%d assignments are saved.", len(made)) % len(made)
        messages.success(request, text)
        return redirect("juries:panel_assignments", code=code)
    if not is_large(panel):
        proposal = propose_plan(panel)
        more, unfilled = len(proposal.pairs) - MOST_PAIRS, sum(lack for _entry, lack in proposal.unfilled)
        return _shown(request, panel, proposal, max(more, 0), unfilled)
    job = jobs.latest("assignment_proposal", panel)
    if job is None or not job.is_done():
        return render(request, "juries/assignment_work_out.html", {"panel": panel, "job": job})
    return _shown(request, panel, *read_again(panel, job.result, MOST_PAIRS), job=job)


def _shown(
    request: SignedIn, panel: Panel, proposal: Proposal, more: int, unfilled: int, job: Job | None = None
) -> HttpResponse:
    pairs = proposal.pairs[:MOST_PAIRS]
    context = {"panel": panel, "proposal": proposal, "pairs": pairs, "more": more, "job": job}
    return render(request, "juries/assignment_propose.html", context | {"unfilled": unfilled})


@login_required
@require_POST
def assignment_work_out(request: SignedIn, code: str) -> HttpResponse:
    """Have the proposal for a large panel worked out by the worker."""
    return redirect(jobs.start("assignment_proposal", office_panel(request, code), by=request.user))


@login_required
def assignment_add(request: SignedIn, code: str) -> HttpResponse:
    """Assign one entry by hand."""
    panel = office_panel(request, code)
    form = AssignmentAddForm(request.POST or None, panel=panel, initial={"entry": request.GET.get("entry")})
    if answer(form, lambda: add_assignment(panel, by=request.user, **form.cleaned_data)):
        messages.success(request, _("Assigned."))
        return redirect("juries:panel_assignments", code=code)
    return panel_form(request, panel, form, _("Assign an entry"))


@login_required
def assignment_remove(request: SignedIn, code: str, assignment: str) -> HttpResponse:
    """Take an entry from a juror; after the set-up with a reason."""
    panel = office_panel(request, code)
    own = (
        Assignment.objects.held()
        .filter(juror__panel=panel)
        .select_related("juror__panel", "juror__user", "entry")
    )
    item = get_object_or_404(own, code=assignment)
    form = ReasonForm(request.POST or None)
    if answer(form, lambda: remove_assignment(item, by=request.user, **form.cleaned_data)):
        messages.success(request, _("The place is free again."))
        return redirect("juries:panel_assignments", code=code)
    title = _("Take %(entry)s from %(juror)s") % {"entry": item.entry.code, "juror": item.juror}
    return panel_form(request, panel, form, title, danger=True)
