"""The office's pages: queue, checks, questions to the team, second look, more time."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_POST

from challenges.models import Challenge
from core import lists
from core.forms import answer, number_of, status_of
from core.models import User
from core.requests import SignedIn
from core.workflow import Refused, after_saving
from network.permissions import is_coordinator
from submissions import blindness, completeness
from submissions.actions.proposals import confirm_verdict, propose_verdict, return_verdict
from submissions.actions.screening import (
    ask_clarification,
    close_clarification,
    grant_extension,
    overturn_rejection,
    save_checks,
    screen_entry,
)
from submissions.filters import ScreeningFilter
from submissions.forms.screening import ChecksForm, ClarificationForm, ExtensionForm, ReasonForm, ReturnForm
from submissions.models import Entry, Extension
from submissions.queries import office_content
from submissions.views.queue import Queue

DONE = {
    "accept": _l("The entry goes to the jury."),
    "reject": _l("The entry is rejected; the team is told why."),
    "propose_acceptance": _l("A second person of the office confirms that it is accepted."),
    "propose_rejection": _l("A second person of the office confirms that it is rejected."),
}


@login_required
def screening_list(request: SignedIn) -> HttpResponse:
    """Everything handed in to one's competitions: what is to be checked on top, what waits longest first."""
    if not is_coordinator(request.user):
        raise PermissionDenied
    entries = Entry.objects.screenable_by(request.user).with_context().with_proposals().waiting_first()
    found = lists.page(request, ScreeningFilter, entries, per_page=25)
    context = found.context | {"queue": Queue(request)}
    return render(request, "submissions/screening_list.html", context)


def screened_entry(request: SignedIn, code: str) -> Entry:
    """The entry with that code if one's office screens it; otherwise it does not exist."""
    entries = (
        Entry.objects.screenable_by(request.user)
        .with_context()
        .prefetch_related("checks__rule", "proposals__by")
    )
    return get_object_or_404(entries, code=code)


def _page(request: SignedIn, entry: Entry, status: int = 200, **forms: Any) -> HttpResponse:
    version = entry.version_in_force()
    sections, queue = _sections(entry), Queue(request)
    context = {
        "entry": entry,
        "queue": queue,
        "place": queue.place_of(entry),
        "version": version,
        "content": office_content(version),
        "checks_form": ChecksForm(entry=entry),
        "checks": entry.checks.select_related("rule", "version"),
        "ask_form": ClarificationForm(sections=sections, zone_name=entry.challenge.zone(), prefix="ask"),
        "proposal": entry.proposal_waiting(),
        "return_form": ReturnForm(prefix="return"),
        "overturn_form": ReasonForm(prefix="overturn"),
        "traces": blindness.traces(version.content, blindness.telling_words(entry)),
        "clarifications": entry.clarifications.select_related("asked_by"),
        "records": entry.history.select_related("by"),
        "has_errors": any(form.errors or getattr(form, "clash", None) for form in forms.values()),
    }
    return render(request, "submissions/screening_detail.html", context | forms, status=status)


def _sections(entry: Entry) -> list[tuple[str, Any]]:
    form = entry.challenge.competition.form_sections.values_list("identifier", "title")
    return [(completeness.BASICS, _("Title and summary")), *form, (completeness.FILES, _("Files"))]


@login_required
def screening_detail(request: SignedIn, code: str) -> HttpResponse:
    """One entry beside the rules that it is checked against."""
    return _page(request, screened_entry(request, code))


@login_required
@require_POST
def screening_save(request: SignedIn, code: str) -> HttpResponse:
    """Save the verdicts on the rules."""
    entry = screened_entry(request, code)
    form = ChecksForm(request.POST, entry=entry)
    if not answer(form, lambda: _save_checks(entry, form, request.user)):
        return _page(request, entry, status_of(form), checks_form=form)
    messages.success(request, _("The verdicts are saved."))
    return redirect(Queue(request).address_of(entry))


def _save_checks(entry: Entry, form: ChecksForm, by: User, *, all_read: bool = False) -> Entry:
    return save_checks(entry, by=by, verdicts=form.verdicts(), version=form.version_read(), all_read=all_read)


@login_required
@require_POST
def screening_decide(request: SignedIn, code: str) -> HttpResponse:
    """Save the verdicts on the rules, and accept or reject by them all, as they were read."""
    entry = screened_entry(request, code)
    form = ChecksForm(request.POST, entry=entry)
    if not answer(form, lambda: _save_checks(entry, form, request.user, all_read=True)):
        return _page(request, entry, status_of(form), checks_form=form)
    name = request.POST.get("step", "")
    entry = screened_entry(request, code)
    following = Queue(request).after(entry)
    act = propose_verdict if name.startswith("propose_") else screen_entry
    accept = name in ("accept", "propose_acceptance")
    with after_saving():
        act(entry, by=request.user, accept=accept, note=form.cleaned_data["note"])
    messages.success(request, f"{entry}: {DONE.get(name, DONE['reject'])}")
    return redirect(following)


@login_required
@require_POST
def screening_confirm(request: SignedIn, code: str) -> HttpResponse:
    """Decide on an entry as a colleague has proposed."""
    entry = screened_entry(request, code)
    following = Queue(request).after(entry)
    entry = confirm_verdict(entry, by=request.user, proposal=number_of(request.POST.get("proposal")))
    messages.success(request, f"{entry}: {DONE['reject' if entry.was_rejected() else 'accept']}")
    return redirect(following)


@login_required
@require_POST
def screening_return(request: SignedIn, code: str) -> HttpResponse:
    """Take a proposed verdict back, one's own or a colleague's."""
    entry, form = screened_entry(request, code), ReturnForm(request.POST, prefix="return")

    def give_back() -> Entry:
        proposal = number_of(request.POST.get("proposal"))
        return return_verdict(entry, by=request.user, proposal=proposal, **form.cleaned_data)

    if not answer(form, give_back):
        return _page(request, entry, return_form=form)
    messages.success(request, _("The verdict is returned; the rules can be changed again."))
    return redirect(Queue(request).address_of(entry))


@login_required
@require_POST
def clarification_create(request: SignedIn, code: str) -> HttpResponse:
    """Ask the team, and reopen the sections named."""
    entry = screened_entry(request, code)
    form = ClarificationForm(
        request.POST, sections=_sections(entry), zone_name=entry.challenge.zone(), prefix="ask"
    )
    if not answer(form, lambda: ask_clarification(entry, by=request.user, **form.cleaned_data)):
        return _page(request, entry, ask_form=form)
    messages.success(request, _("The team is asked. The sections are open for it until the date."))
    return redirect(Queue(request).address_of(entry))


@login_required
@require_POST
def clarification_close(request: SignedIn, code: str) -> HttpResponse:
    """Go on without an answer."""
    entry = close_clarification(screened_entry(request, code), by=request.user)
    messages.success(request, _("The question is closed; the version in force stands."))
    return redirect(Queue(request).address_of(entry))


@login_required
@require_POST
def screening_overturn(request: SignedIn, code: str) -> HttpResponse:
    """Admit a rejected entry after a second look."""
    entry = screened_entry(request, code)
    form = ReasonForm(request.POST, prefix="overturn")
    if not answer(form, lambda: overturn_rejection(entry, by=request.user, **form.cleaned_data)):
        return _page(request, entry, overturn_form=form)
    messages.success(request, _("The entry is admitted; the team is told."))
    return redirect(Queue(request).address_of(entry))


@login_required
def extension_create(request: SignedIn, code: str) -> HttpResponse:
    """Give one team more time, and see who got it already."""
    challenges = Challenge.objects.coordinated_by(request.user).select_related("competition__office")
    challenge = get_object_or_404(challenges, code=code)
    form = ExtensionForm(request.POST or None, challenge=challenge)

    def grant() -> Extension:
        return grant_extension(challenge, by=request.user, **form.cleaned_data)

    if answer(form, grant, catches=Refused):
        messages.success(request, _("The team has more time and is told."))
        return redirect("submissions:extension_create", code=code)
    found = lists.page(request, None, challenge.extensions.select_related("organisation", "granted_by"))
    context = found.context | {"challenge": challenge, "form": form}
    return render(request, "submissions/extension_create.html", context)
