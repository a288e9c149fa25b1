"""The panel deliberates: meeting, motions, decisions, protocol, signatures."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core import lists, papers
from core.forms import answer, status_of
from core.fresh import fresh_login
from core.models import User
from core.requests import SignedIn
from core.workflow import Refused, require_step
from core.zones import zone
from juries.actions.deliberation import (
    allowed_outcomes,
    propose_decision,
    record_meeting,
    record_motion,
    reopen_panel,
    sign_as_deputy,
    sign_panel,
)
from juries.forms.deliberation import DecisionForm, MeetingForm, MotionForm
from juries.forms.panels import ReasonForm
from juries.models import Decision, Panel
from juries.permissions import is_chair_or_coordinator, is_panel_coordinator, may_preside
from juries.results.protocol import late_recusals, load_meetings, protocol_of
from juries.results.standing import hidden_entries, mark_presiding, may_see_scores
from juries.views.overview import panel_of_jury, standing_context
from submissions.models import Entry

# A page compares a paper with the record of so many decisions; of more, the signature alone does.
READ_AT_ONCE = 100


def deliberating_panel(request: SignedIn, code: str) -> Panel:
    """The panel for those who take part in its deliberation."""
    panel = panel_of_jury(request, code)
    if not may_see_scores(panel, request.user):
        raise PermissionDenied
    return panel


@login_required
def panel_deliberation(request: SignedIn, code: str) -> HttpResponse:
    """The record: meetings, motions, and the advice on each entry."""
    panel = panel_of_jury(request, code)
    context = standing_context(request, panel)
    if not context["scores_shown"]:
        raise PermissionDenied
    load_meetings(panel)
    if panel.is_deliberating():
        mark_presiding(panel, request.user, list(context["page_obj"]))
    context |= {
        "late_recusals": late_recusals(panel, context["hidden"]),
        "meetings": panel.meetings.all(),
        "motions": panel.motions.exclude(entry__in=context["hidden"]).select_related("entry"),
        "open": panel.is_deliberating(),
        "runs": is_chair_or_coordinator(panel, request.user),
    }
    return render(request, "juries/panel_deliberation.html", context)


@login_required
def meeting_create(request: SignedIn, code: str) -> HttpResponse:
    """Put a meeting on record."""
    panel = deliberating_panel(request, code)
    with timezone.override(zone(panel.zone())):
        form = MeetingForm(request.POST or None, panel=panel)
        if answer(form, lambda: record_meeting(panel, by=request.user, **form.cleaned_data), once=request):
            messages.success(request, _("The meeting is on record."))
            return redirect("juries:panel_deliberation", code=code)
        return _form(request, panel, form, _("Record a meeting"))


@login_required
def motion_create(request: SignedIn, code: str) -> HttpResponse:
    """Put a motion with its count on record."""
    panel = deliberating_panel(request, code)
    entries = panel.entries().exclude(pk__in=hidden_entries(panel, request.user))
    form = MotionForm(request.POST or None, entries=entries, initial={"abstentions": 0})
    if answer(form, lambda: record_motion(panel, by=request.user, **form.cleaned_data), once=request):
        messages.success(request, _("The motion is on record."))
        return redirect("juries:panel_deliberation", code=code)
    return _form(request, panel, form, _("Record a motion"))


def _form(request: SignedIn, panel: Panel, form: BaseForm, title: str) -> HttpResponse:
    context = {"panel": panel, "form": form, "title": title}
    return render(request, "juries/deliberation_form.html", context, status=status_of(form))


def _entry(request: SignedIn, panel: Panel, code: str) -> Entry:
    entries = panel.entries().exclude(pk__in=hidden_entries(panel, request.user))
    return get_object_or_404(entries.select_related("challenge__competition"), code=code)


@login_required
def decision_edit(request: SignedIn, code: str, entry: str) -> HttpResponse:
    """The advice on one entry, written by who presides over it."""
    panel = deliberating_panel(request, code)
    item = _entry(request, panel, entry)
    if not may_preside(panel, item, request.user):
        raise PermissionDenied
    known = Decision.objects.filter(panel=panel, entry=item).first()
    form = DecisionForm(request.POST or None, instance=known, outcomes=allowed_outcomes(panel))
    if answer(form, lambda: _propose(panel, item, form, request.user)):
        messages.success(
            request, _("The decision is noted. Nobody outside the jury sees it before the release.")
        )
        return redirect("juries:panel_deliberation", code=code)
    return _form(request, panel, form, _("Decision on “%(entry)s”") % {"entry": item.title})


def _propose(panel: Panel, item: Entry, form: DecisionForm, by: User) -> Decision:
    advice = {name: form.cleaned_data[name] for name in Decision.ADVICE}
    return propose_decision(panel, item, by=by, version=form.version_read(), **advice)


@fresh_login
@require_POST
def decision_sign(request: SignedIn, code: str, entry: str) -> HttpResponse:
    """A deputy signs where the chair has a conflict."""
    panel = deliberating_panel(request, code)
    decision = get_object_or_404(Decision, panel=panel, entry=_entry(request, panel, entry))
    sign_as_deputy(decision, by=request.user)
    messages.success(request, _("Signed."))
    return redirect("juries:panel_deliberation", code=code)


@login_required
def panel_protocol(request: SignedIn, code: str) -> HttpResponse:
    """What the panel did and decided, to be read and signed."""
    panel = deliberating_panel(request, code)
    protocol = protocol_of(panel, hidden=hidden_entries(panel, request.user), lines=False)
    found = lists.page(request, None, protocol["decisions"], per_page=50)
    context = protocol | {"panel": panel, "is_office": is_panel_coordinator(panel, request.user)}
    context |= {"runs": is_chair_or_coordinator(panel, request.user)}
    return render(request, "juries/panel_protocol.html", context | found.context)


@login_required
def protocol_paper(request: SignedIn, code: str) -> HttpResponse:
    """The protocol as the paper that is signed, for chair and office: prepared, read, signed, kept."""
    panel = _signing_panel(request, code)
    paper = papers.latest(Panel.PROTOCOL, panel)
    waits = paper is not None and not paper.is_ready() and not paper.has_failed()
    ready = paper is not None and paper.is_ready()
    is_long = ready and panel.is_deliberating() and panel.decisions.count() > READ_AT_ONCE
    stands = paper is not None and (is_long or not panel.is_deliberating() or papers.is_current(paper, panel))
    context = {
        "panel": panel,
        "is_office": is_panel_coordinator(panel, request.user),
        "paper": paper,
        "is_being_made": waits,
        "stands": stands,
        "is_long": is_long,
        "is_open": paper is not None and papers.may_read(paper, request.user),
        "may_prepare": panel.is_deliberating() and not waits and (is_long or not (ready and stands)),
    }
    return render(request, "juries/protocol_paper.html", context)


def _signing_panel(request: SignedIn, code: str) -> Panel:
    """The panel for its chair and its office."""
    panel = deliberating_panel(request, code)
    if not is_chair_or_coordinator(panel, request.user):
        raise PermissionDenied
    return panel


@login_required
@require_POST
def protocol_prepare(request: SignedIn, code: str) -> HttpResponse:
    """Have the paper made that will be signed."""
    panel = _signing_panel(request, code)
    if not panel.is_deliberating():
        raise Refused(_("The protocol is signed. It has to be reopened before it can say anything else."))
    papers.prepare(Panel.PROTOCOL, panel, by=request.user)
    return redirect("juries:protocol_paper", code=code)


@fresh_login
@require_POST
def panel_sign(request: SignedIn, code: str) -> HttpResponse:
    """The chair's signature."""
    panel = deliberating_panel(request, code)
    sign_panel(panel, by=request.user, sha256=request.POST.get("sha256", ""))
    messages.success(request, _("Signed. The cities are asked for their own decision now."))
    return redirect("juries:protocol_paper", code=code)


@login_required
def panel_reopen(request: SignedIn, code: str) -> HttpResponse:
    """Take a signed protocol up again, with a reason that the jurors read."""
    panel = deliberating_panel(request, code)
    require_step(panel, "reopen", request.user)
    form = ReasonForm(request.POST or None)
    if answer(form, lambda: reopen_panel(panel, by=request.user, **form.cleaned_data)):
        messages.success(request, _("The protocol is open again, and the jurors are told."))
        return redirect("juries:panel_deliberation", code=code)
    return _form(request, panel, form, _("Reopen the protocol"))
