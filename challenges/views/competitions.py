"""Pages of the network office: its competitions."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from challenges.actions.clone import clone_competition
from challenges.actions.competitions import (
    announce_competition,
    begin_judging,
    cancel_competition,
    close_competition,
    create_competition,
    decide_competition,
    edit_competition,
    plan_competition,
    start_competition,
)
from challenges.filters import CompetitionFilter
from challenges.forms.challenges import ReasonForm
from challenges.forms.competitions import COMPETITION_FORMS, CloneForm, CompetitionForm
from challenges.forms.parts import PARTS
from challenges.models import Competition
from challenges.permissions import is_competition_coordinator
from challenges.readiness import missing
from core import lists
from core.changes.page import ask_first
from core.changes.publish import Plan, plan_of
from core.forms import VersionedForm, answer, status_of
from core.models import User
from core.requests import SignedIn
from core.workflow import Refused, require_step
from network.models import Organisation
from network.permissions import is_coordinator, organisation_ids
from network.roles import Kind, Role

LABELS = {
    "basics": (gettext_lazy("Title, aim and languages"), gettext_lazy("What the competition is about.")),
    "calendar": (
        gettext_lazy("Calendar"),
        gettext_lazy("Opening, deadline and what follows, with the zone."),
    ),
    "judging": (gettext_lazy("Judging"), gettext_lazy("Blind or open, jurors per entry, rule for ties.")),
    "policies": (gettext_lazy("Policies"), gettext_lazy("What those who take part agree to.")),
}


def coordinator_only(request: HttpRequest) -> None:
    """Refuse people who coordinate no office."""
    if not is_coordinator(request.user):
        raise PermissionDenied


def own_competition(request: HttpRequest, code: str) -> Competition:
    """A competition of an office that the person coordinates."""
    rows = Competition.objects.visible_to(request.user).select_related("office")
    competition = get_object_or_404(rows, code=code)
    if not is_competition_coordinator(competition, request.user):
        raise PermissionDenied
    return competition


@login_required
def office_competition_list(request: SignedIn) -> HttpResponse:
    """The office's competitions, in any state."""
    coordinator_only(request)
    rows = Competition.objects.coordinated_by(request.user).select_related("office")
    found = lists.page(request, CompetitionFilter, rows)
    return render(request, "challenges/office_competition_list.html", found.context)


@login_required
def competition_create(request: SignedIn) -> HttpResponse:
    """A new draft, with its calendar."""
    coordinator_only(request)
    own = organisation_ids(request.user, Role.COORDINATOR)
    offices = Organisation.objects.filter(pk__in=own, kind=Kind.OFFICE)
    form = CompetitionForm(request.POST or None, offices=offices)
    if competition := answer(
        form, lambda: create_competition(by=request.user, **form.values()), once=request
    ):
        return redirect("challenges:competition_edit", code=competition.code)
    context = {"form": form, "here": _("New competition")}
    return render(request, "challenges/competition_create.html", context)


@login_required
def competition_clone(request: SignedIn, code: str) -> HttpResponse:
    """A new draft with everything that this competition was set up with."""
    competition = own_competition(request, code)
    form = CloneForm(request.POST or None, competition=competition)

    def clone() -> Competition:
        return clone_competition(competition, by=request.user, **form.cleaned_data)

    if made := answer(form, clone, once=request):
        messages.success(request, _("Here is the draft. Look at its dates first."))
        return redirect("challenges:competition_edit", code=made.code)
    context = {"competition": competition, "form": form, "here": _("A new one like this")}
    return render(request, "challenges/competition_create.html", context)


@login_required
def competition_edit(request: SignedIn, code: str) -> HttpResponse:
    """The task list of the set-up."""
    competition = own_competition(request, code)
    pages = [_page_task(competition, key) for key in COMPETITION_FORMS]
    parts = [_part_task(competition, key) for key in PARTS]
    context = {
        "competition": competition,
        "tasks": [pages[0], pages[1], *parts, pages[2], pages[3]],
        "missing": missing(competition) if competition.is_draft() else [],
    }
    return render(request, "challenges/competition_edit.html", context)


def _page_task(competition: Competition, key: str) -> dict[str, Any]:
    label, hint = LABELS[key]
    filled = {
        "basics": bool(competition.summary and competition.description and competition.languages),
        "calendar": competition.is_calendar_in_order(),
        "judging": bool(competition.tie_rule),
        "policies": bool(competition.policies),
    }[key]
    url = reverse("challenges:competition_section", args=[competition.code, key])
    return {
        "label": label,
        "hint": hint,
        "url": url,
        "done": filled,
        "status": _("Filled in") if filled else "",
    }


def _part_task(competition: Competition, key: str) -> dict[str, Any]:
    kind = PARTS[key]
    rows = [row for row in kind.rows(competition) if getattr(row, "retired_at", None) is None]
    total = sum(row.weight for row in rows) if key == "criteria" else 100
    status = _("%(count)s in force") % {"count": len(rows)}
    if total != 100:
        status = _("%(count)s in force, weights: %(total)s of 100") % {"count": len(rows), "total": total}
    url = reverse("challenges:part_list", args=[competition.code, key])
    done = bool(rows) and total == 100
    return {
        "label": kind.title,
        "hint": kind.intro,
        "url": url,
        "done": done,
        "status": status if rows else "",
    }


@login_required
def competition_section(request: SignedIn, code: str, section: str) -> HttpResponse:
    """One page of the set-up."""
    competition = own_competition(request, code)
    if section not in COMPETITION_FORMS:
        raise Http404
    form = COMPETITION_FORMS[section](request.POST or None, instance=competition)

    def show() -> HttpResponse:
        label, hint = LABELS[section]
        context = {"competition": competition, "form": form, "label": label, "hint": hint}
        return render(request, "challenges/competition_section.html", context, status=status_of(form))

    def done() -> HttpResponse:
        messages.success(request, _("Saved."))
        return redirect("challenges:competition_edit", code=code)

    def save(**why: Any) -> Competition:
        return edit_competition(competition, **_read(form, request.user), **why)

    if competition.is_relied_on():

        def plan() -> Plan:
            return plan_competition(competition, **_read(form, request.user))

        return ask_first(request, form, plan=plan, act=save, show=show, done=done)
    return done() if answer(form, save) else show()


def _read(form: VersionedForm, by: User) -> dict[str, Any]:
    return {"by": by, "version": form.version_read(), **form.values()}


STEPS = {
    "announce": announce_competition,
    "start": start_competition,
    "begin_judging": begin_judging,
    "decide": decide_competition,
    "close": close_competition,
    "cancel": cancel_competition,
}


@login_required
@require_POST
def competition_transition(request: SignedIn, code: str) -> HttpResponse:
    """Take a step of the competition's way; cancelling asks for a reason first."""
    competition = own_competition(request, code)
    name = request.POST.get("step", "")
    if name not in STEPS:
        raise Refused(_("This step is not possible any more."))
    if name == "cancel" and not request.POST.get("note"):
        return redirect("challenges:competition_cancel", code=code)
    STEPS[name](competition, by=request.user, note=request.POST.get("note", ""))
    words = {"title": competition.title, "state": competition.get_state_display()}
    messages.success(request, _("“%(title)s”: %(state)s.") % words)
    return redirect("challenges:competition_edit", code=code)


@login_required
def competition_cancel(request: SignedIn, code: str) -> HttpResponse:
    """Say why before calling it off."""
    competition = own_competition(request, code)
    require_step(competition, "cancel", request.user)
    help_text = _("Cities, teams and jurors get a mail with your words, and they stand on its page.")
    form = ReasonForm(request.POST or None, label=_("Why is it cancelled?"), help_text=help_text)
    if answer(form, lambda: cancel_competition(competition, by=request.user, **form.cleaned_data)):
        messages.success(request, _("The competition is cancelled."))
        return redirect("challenges:competition_edit", code=code)
    plan = plan_of(competition, [], at_once=True)
    context = {"competition": competition, "form": form, "plan": plan}
    return render(request, "challenges/competition_cancel.html", context)
