"""The office sets a panel up and moves it on."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from challenges.models import Competition
from core.zones import zone
from juries.actions.assigning import add_assignment, propose_plan, remove_assignment, save_plan
from juries.actions.conflicts import find_conflicts
from juries.actions.jurors import edit_juror, invite_juror, remove_juror, revoke_invitation
from juries.actions.panels import choose_challenges, create_panel, edit_panel, move_panel
from juries.filters import PanelFilter
from juries.forms.office import (
    AssignmentAddForm,
    InviteForm,
    PanelChallengesForm,
    PanelCreateForm,
    PanelForm,
    ReasonForm,
    SeatForm,
)
from juries.models import Assignment, Panel
from juries.places.setup import phases, tasks
from network.permissions import is_coordinator

MOST_PAIRS = 1000  # shown, ticked and saved at once


def office_panel(request: HttpRequest, code: str) -> Panel:
    """The panel if the person coordinates its competition; otherwise it does not exist."""
    return get_object_or_404(
        Panel.objects.managed_by(request.user).select_related("competition__office"), code=code
    )


@login_required
def panel_list(request: HttpRequest) -> HttpResponse:
    """Panels of one's office with their progress."""
    if not is_coordinator(request.user):
        raise PermissionDenied
    panels = (
        Panel.objects.managed_by(request.user)
        .select_related("competition")
        .with_progress()
        .order_by("-created_at", "-id")
    )
    filterset = PanelFilter(request.GET or None, queryset=panels, request=request)
    page = Paginator(filterset.qs, 20).get_page(request.GET.get("page"))
    return render(request, "juries/panel_list.html", {"filter": filterset, "page_obj": page})


@login_required
def panel_create(request: HttpRequest) -> HttpResponse:
    """Name a new panel; everything else follows on its task list."""
    if not is_coordinator(request.user):
        raise PermissionDenied
    states = Competition.State
    mine = Competition.objects.coordinated_by(request.user)
    open_ones = mine.filter(state__in=[states.ANNOUNCED, states.RUNNING, states.JUDGING])
    form = PanelCreateForm(request.POST or None, competitions=open_ones)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        panel = create_panel(data["competition"], by=request.user, title=data["title"], round=data["round"])
        return redirect(panel)
    return render(request, "juries/panel_create.html", {"form": form})


@login_required
def panel_detail(request: HttpRequest, code: str) -> HttpResponse:
    """The panel's task list: what is done, what comes next, what blocks it."""
    panel = office_panel(request, code)
    context = {"panel": panel, "tasks": tasks(panel), "phases": phases(panel)}
    return render(request, "juries/panel_detail.html", context)


@login_required
@require_POST
def panel_transition(request: HttpRequest, code: str) -> HttpResponse:
    """Open the next phase."""
    panel = office_or_chair_panel(request, code)
    move_panel(panel, request.POST.get("name", ""), by=request.user, note=request.POST.get("note", ""))
    messages.success(request, _("The panel is now: %(state)s.") % {"state": panel.get_state_display()})
    return (
        redirect(panel)
        if Panel.objects.managed_by(request.user).filter(pk=panel.pk).exists()
        else redirect("juries:panel_overview", code=code)
    )


def office_or_chair_panel(request: HttpRequest, code: str) -> Panel:
    """The panel for those who may see it; whether they may move it is asked by the step itself."""
    return get_object_or_404(
        Panel.objects.visible_to(request.user).select_related("competition__office"), code=code
    )


@login_required
def panel_edit(request: HttpRequest, code: str) -> HttpResponse:
    """Rules of the panel; times are entered in the zone of the competition."""
    panel = office_panel(request, code)
    with timezone.override(zone(panel.zone())):
        form = PanelForm(request.POST or None, instance=panel)
        if request.method == "POST" and form.is_valid():
            fields = {name: form.cleaned_data[name] for name in PanelForm.Meta.fields}
            fresh = Panel.objects.get(pk=panel.pk)
            edit_panel(fresh, by=request.user, version=form.cleaned_data["version"], **fields)
            messages.success(request, _("Saved."))
            return redirect("juries:panel_detail", code=code)
        return render(
            request, "juries/panel_form.html", {"panel": panel, "form": form, "title": _("Rules and time")}
        )


@login_required
def panel_challenges(request: HttpRequest, code: str) -> HttpResponse:
    """What the panel judges."""
    panel = office_panel(request, code)
    form = PanelChallengesForm(request.POST or None, panel=panel)
    if request.method == "POST" and form.is_valid():
        choose_challenges(panel, by=request.user, challenges=form.cleaned_data["challenges"])
        find_conflicts(panel)
        messages.success(request, _("Saved."))
        return redirect("juries:panel_detail", code=code)
    return render(request, "juries/panel_form.html", {"panel": panel, "form": form, "title": _("Challenges")})


@login_required
def panel_jurors(request: HttpRequest, code: str) -> HttpResponse:
    """Who sits on the panel, who is invited."""
    panel = office_panel(request, code)
    jurors = panel.active_jurors().select_related("user", "organisation").prefetch_related("expertise")
    page = Paginator(jurors.order_by("-is_chair", "accepted_at"), 30).get_page(request.GET.get("page"))
    invited = panel.invitations.filter(accepted_at=None, revoked_at=None).select_related("organisation")[:50]
    return render(request, "juries/panel_jurors.html", {"panel": panel, "page_obj": page, "invited": invited})


@login_required
def juror_invite(request: HttpRequest, code: str) -> HttpResponse:
    """Invite a juror or a chair."""
    panel = office_panel(request, code)
    form = InviteForm(request.POST or None, panel=panel)
    if request.method == "POST" and form.is_valid():
        invite_juror(panel, by=request.user, **form.cleaned_data)
        messages.success(request, _("The invitation to %(email)s is on its way.") % form.cleaned_data)
        return redirect("juries:panel_jurors", code=code)
    return render(
        request, "juries/panel_form.html", {"panel": panel, "form": form, "title": _("Invite a juror")}
    )


@login_required
def juror_edit(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Correct what is noted on a juror."""
    panel = office_panel(request, code)
    juror = get_object_or_404(panel.active_jurors(), pk=pk)
    form = SeatForm(request.POST or None, instance=juror, panel=panel)
    if request.method == "POST" and form.is_valid():
        fresh = panel.active_jurors().get(pk=pk)
        edit_juror(fresh, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("juries:panel_jurors", code=code)
    context = {"panel": panel, "form": form, "title": str(juror), "remove": juror}
    return render(request, "juries/panel_form.html", context)


@login_required
def juror_remove(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take a juror off the panel."""
    panel = office_panel(request, code)
    juror = get_object_or_404(panel.active_jurors(), pk=pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        remove_juror(juror, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("%(juror)s has left the panel.") % {"juror": juror})
        return redirect("juries:panel_jurors", code=code)
    title = _("Take %(juror)s off the panel") % {"juror": juror}
    return render(
        request, "juries/panel_form.html", {"panel": panel, "form": form, "title": title, "danger": True}
    )


@login_required
@require_POST
def invitation_revoke(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """End an open invitation."""
    panel = office_panel(request, code)
    revoke_invitation(get_object_or_404(panel.invitations, pk=pk), by=request.user)
    messages.success(request, _("The invitation has been withdrawn."))
    return redirect("juries:panel_jurors", code=code)


@login_required
def panel_assignments(request: HttpRequest, code: str) -> HttpResponse:
    """Entries with their jurors, and places that are still empty."""
    panel = office_panel(request, code)
    entries = panel.entries().select_related("challenge", "organisation").order_by("code")
    page = Paginator(entries, 30).get_page(request.GET.get("page"))
    given: dict[int, list[Assignment]] = {entry.pk: [] for entry in page}
    shown = Assignment.objects.filter(juror__panel=panel, entry__in=given).select_related("juror__user")
    for assignment in shown.order_by("juror__pseudonym"):
        given[assignment.entry_id].append(assignment)
    rows = [(entry, given[entry.pk], _lack(panel, given[entry.pk])) for entry in page]
    return render(request, "juries/panel_assignments.html", {"panel": panel, "page_obj": page, "rows": rows})


def _lack(panel: Panel, given: list[Assignment]) -> int:
    held = sum(one.state != Assignment.State.RECUSED for one in given)
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
