"""The office reads every letter and releases all decisions at once."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from core import jobs, lists
from core.forms import answer, status_of
from core.fresh import fresh_login
from core.letters import by_letters
from core.models import User
from core.requests import SignedIn
from juries.actions.release import release_problems, write_letter
from juries.forms.release import LetterForm, ReleaseForm
from juries.models import Decision
from juries.results.standing import hidden_entries
from juries.views.panels import office_panel


@login_required
def panel_decisions(request: SignedIn, code: str) -> HttpResponse:
    """Every pending decision with its two signatures and its letter."""
    panel = office_panel(request, code)
    decisions = (
        panel.decisions.exclude(entry__in=hidden_entries(panel, request.user))
        .select_related("entry__organisation", "entry__challenge", "jury_signed_by", "city_signed_by")
        .order_by(by_letters("entry__challenge__title"), "outcome", by_letters("entry__title"), "pk")
    )
    found = lists.page(request, None, decisions, per_page=30)
    context = found.context | {"panel": panel, "problems": release_problems(panel)}
    return render(request, "juries/panel_decisions.html", context)


@login_required
def letter_edit(request: SignedIn, code: str, pk: int) -> HttpResponse:
    """Read and edit one letter."""
    panel = office_panel(request, code)
    own = panel.decisions.exclude(entry__in=hidden_entries(panel, request.user))
    decision = get_object_or_404(own.select_related("entry__organisation", "entry__challenge"), pk=pk)
    form = LetterForm(request.POST or None, instance=decision)
    if answer(form, lambda: _save(form, request.user)):
        messages.success(request, _("The letter is saved."))
        return redirect("juries:panel_decisions", code=code)
    people = [seat.user for seat in decision.entry.contributors.select_related("user")]
    context = {"panel": panel, "decision": decision, "form": form, "people": people}
    return render(request, "juries/letter_edit.html", context, status=status_of(form))


def _save(form: LetterForm, by: User) -> Decision:
    letter = form.cleaned_data["letter"]
    return write_letter(form.instance, by=by, letter=letter, version=form.version_read())


@fresh_login
def panel_release(request: SignedIn, code: str) -> HttpResponse:
    """The one act, confirmed by typing the panel's name."""
    panel = office_panel(request, code)
    form = ReleaseForm(request.POST or None, panel=panel)
    problems = release_problems(panel)
    if job := answer(form, lambda: jobs.start("panel_release", panel, by=request.user)):
        if not job.is_done():
            return redirect(job)
        messages.success(request, _("%(n)s decisions are released.") % {"n": job.result["released"]})
        return redirect("juries:panel_detail", code=code)
    finals = panel.decisions.due().count_by_final_outcome()
    counts = [(Decision.Outcome(final).label, n) for final, n in finals.items()]
    context = {"panel": panel, "form": form, "problems": problems, "counts": counts}
    return render(request, "juries/panel_release.html", context)
