"""The office sets a panel up and moves it on."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from challenges.models import Competition
from core import lists
from core.forms import answer, status_of
from core.models import User
from core.requests import SignedIn
from core.zones import zone
from juries.actions.conflicts import find_conflicts
from juries.actions.panels import choose_challenges, create_panel, edit_panel, move_panel
from juries.filters import PanelFilter
from juries.forms.panels import PanelChallengesForm, PanelCreateForm, PanelForm
from juries.models import Panel
from juries.places.setup import phases, tasks
from network.permissions import is_coordinator


def office_panel(request: SignedIn, code: str) -> Panel:
    """The panel if the person coordinates its competition; otherwise it does not exist."""
    return get_object_or_404(
        Panel.objects.managed_by(request.user).select_related("competition__office"), code=code
    )


def panel_form(request: SignedIn, panel: Panel, form: BaseForm, title: str, **more: Any) -> HttpResponse:
    """A page with one form about the panel; 409 after a clash."""
    context = {"panel": panel, "form": form, "title": title, **more}
    return render(request, "juries/panel_form.html", context, status=status_of(form))


@login_required
def panel_list(request: SignedIn) -> HttpResponse:
    """Panels of one's office with their progress."""
    if not is_coordinator(request.user):
        raise PermissionDenied
    panels = (
        Panel.objects.managed_by(request.user)
        .select_related("competition")
        .with_progress()
        .order_by("-created_at", "-id")
    )
    found = lists.page(request, PanelFilter, panels)
    return render(request, "juries/panel_list.html", found.context)


@login_required
def panel_create(request: SignedIn) -> HttpResponse:
    """Name a new panel; everything else follows on its task list."""
    if not is_coordinator(request.user):
        raise PermissionDenied
    states = Competition.State
    mine = Competition.objects.coordinated_by(request.user)
    open_ones = mine.filter(state__in=[states.ANNOUNCED, states.RUNNING, states.JUDGING])
    form = PanelCreateForm(request.POST or None, competitions=open_ones)
    if panel := answer(form, lambda: create_panel(by=request.user, **form.cleaned_data), once=request):
        return redirect(panel)
    return render(request, "juries/panel_create.html", {"form": form})


@login_required
def panel_detail(request: SignedIn, code: str) -> HttpResponse:
    """The panel's task list: what is done, what comes next, what blocks it."""
    panel = office_panel(request, code)
    context = {"panel": panel, "tasks": tasks(panel), "phases": phases(panel)}
    return render(request, "juries/panel_detail.html", context)


@login_required
@require_POST
def panel_transition(request: SignedIn, code: str) -> HttpResponse:
    """Open the next phase."""
    panel = office_or_chair_panel(request, code)
    move_panel(panel, request.POST.get("step", ""), by=request.user, note=request.POST.get("note", ""))
    messages.success(request, _("The panel is now: %(state)s.") % {"state": panel.get_state_display()})
    return (
        redirect(panel)
        if Panel.objects.managed_by(request.user).filter(pk=panel.pk).exists()
        else redirect("juries:panel_overview", code=code)
    )


def office_or_chair_panel(request: SignedIn, code: str) -> Panel:
    """The panel for those who may see it; whether they may move it is asked by the step itself."""
    return get_object_or_404(
        Panel.objects.visible_to(request.user).select_related("competition__office"), code=code
    )


@login_required
def panel_edit(request: SignedIn, code: str) -> HttpResponse:
    """Rules of the panel; times are entered in the zone of the competition."""
    panel = office_panel(request, code)
    with timezone.override(zone(panel.zone())):
        form = PanelForm(request.POST or None, instance=panel)
        if answer(form, lambda: _save(panel, form, request.user)):
            messages.success(request, _("Saved."))
            return redirect("juries:panel_detail", code=code)
        return panel_form(request, panel, form, _("Rules and time"))


def _save(panel: Panel, form: PanelForm, by: User) -> Panel:
    return edit_panel(panel, by=by, version=form.version_read(), **form.values())


@login_required
def panel_challenges(request: SignedIn, code: str) -> HttpResponse:
    """What the panel judges."""
    panel = office_panel(request, code)
    form = PanelChallengesForm(request.POST or None, instance=panel)
    if answer(form, lambda: _choose(panel, form, request.user)):
        find_conflicts(panel)
        messages.success(request, _("Saved."))
        return redirect("juries:panel_detail", code=code)
    return panel_form(request, panel, form, _("Challenges"))


def _choose(panel: Panel, form: PanelChallengesForm, by: User) -> Panel:
    chosen = form.cleaned_data["challenges"]
    return choose_challenges(panel, by=by, challenges=chosen, version=form.version_read())
