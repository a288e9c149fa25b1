"""Areas, criteria, form and rules of a competition: one list and one form for each kind."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from challenges.actions.parts import (
    Why,
    add_part,
    edit_part,
    move_part,
    plan_part,
    plan_weights,
    remove_part,
    restore_part,
    weigh_criteria,
)
from challenges.forms.parts import PARTS, PartKind, part_form
from challenges.forms.weights import WeightsForm
from challenges.models import Competition
from challenges.views.competitions import own_competition
from core import lists
from core.changes.page import ask_first
from core.changes.publish import Plan
from core.forms import VersionedForm, answer, status_of
from core.models import User
from core.requests import SignedIn


def _kind(key: str) -> PartKind:
    if key not in PARTS:
        raise Http404
    return PARTS[key]


@login_required
def part_list(request: SignedIn, code: str, kind: str) -> HttpResponse:
    """The parts of one kind."""
    competition, of = own_competition(request, code), _kind(kind)
    context = {
        "competition": competition,
        "kind": of,
        "total": competition.weight_total() if kind == "criteria" else None,
        "may_change": competition.may_be_set_up(),
        "needs_section": kind == "questions" and not competition.form_sections.exists(),
    }
    found = lists.page(request, None, of.rows(competition), per_page=50)
    return render(request, "challenges/part_list.html", found.context | context)


@login_required
def part_edit(request: SignedIn, code: str, kind: str, pk: int | None = None) -> HttpResponse:
    """A new part, or one that exists."""
    competition, of = own_competition(request, code), _kind(kind)
    part = get_object_or_404(of.rows(competition), pk=pk) if pk else of.new(competition)
    form = part_form(of, competition, part, request.POST or None)
    new = None if pk else request

    def show() -> HttpResponse:
        context = {"competition": competition, "kind": of, "part": part, "form": form}
        return render(request, "challenges/part_form.html", context, status=status_of(form))

    def done() -> HttpResponse:
        messages.success(request, _("Saved."))
        return redirect("challenges:part_list", code=code, kind=kind)

    def save(**why: Any) -> Any:
        act = edit_part if pk else add_part
        return act(competition, part, **_read(form, request.user), why=Why(**why))

    if competition.is_relied_on():

        def plan() -> Plan:
            return plan_part(competition, part, **_read(form, request.user))

        return ask_first(request, form, plan=plan, act=save, show=show, done=done, once=new)
    return done() if answer(form, save, once=new) else show()


@login_required
def weights_edit(request: SignedIn, code: str) -> HttpResponse:
    """The weights of all criteria together."""
    competition = own_competition(request, code)
    form = WeightsForm(request.POST or None, competition=competition)

    def show() -> HttpResponse:
        context = {"competition": competition, "kind": PARTS["criteria"], "form": form, "here": _("Weights")}
        return render(request, "challenges/weights_form.html", context)

    def done() -> HttpResponse:
        messages.success(request, _("Saved."))
        return redirect("challenges:part_list", code=code, kind="criteria")

    def save(reason: str = "", **_weight: str) -> Competition:
        return weigh_criteria(competition, by=request.user, weights=form.weights(), reason=reason)

    if competition.is_relied_on():

        def plan() -> Plan:
            return plan_weights(competition, by=request.user, weights=form.weights())

        return ask_first(request, form, plan=plan, act=save, show=show, done=done)
    return done() if answer(form, save) else show()


def _read(form: VersionedForm, by: User) -> dict[str, Any]:
    version = {"version": form.version_read()} if form.instance.pk else {}
    return {"by": by, **version, **form.values()}


@login_required
@require_POST
def part_remove(request: SignedIn, code: str, kind: str, pk: int) -> HttpResponse:
    """Retire a part, or delete one that is not in use."""
    return _take(request, code, kind, pk, "removed", remove_part)


@login_required
@require_POST
def part_restore(request: SignedIn, code: str, kind: str, pk: int) -> HttpResponse:
    """Bring a retired part back."""
    return _take(request, code, kind, pk, "restored", restore_part)


@login_required
@require_POST
def part_up(request: SignedIn, code: str, kind: str, pk: int) -> HttpResponse:
    """Move a part one place up."""
    return _move(request, code, kind, pk, up=True)


@login_required
@require_POST
def part_down(request: SignedIn, code: str, kind: str, pk: int) -> HttpResponse:
    """Move a part one place down."""
    return _move(request, code, kind, pk, up=False)


def _move(request: SignedIn, code: str, kind: str, pk: int, *, up: bool) -> HttpResponse:
    competition, of = own_competition(request, code), _kind(kind)
    part = get_object_or_404(of.rows(competition), pk=pk)
    move_part(competition, part, by=request.user, up=up)
    return redirect(reverse("challenges:part_list", args=[code, kind]) + f"#part-{pk}")


def _take(request: SignedIn, code: str, kind: str, pk: int, name: str, act: Any) -> HttpResponse:
    """The act on a part: at once while the competition is a draft, otherwise after asking for the reason."""
    competition, of = own_competition(request, code), _kind(kind)
    part = get_object_or_404(of.rows(competition), pk=pk)
    if name == "restored" and not hasattr(part, "retired_at"):
        raise Http404

    def done() -> HttpResponse:
        return redirect("challenges:part_list", code=code, kind=kind)

    if not competition.is_relied_on():
        act(competition, part, by=request.user)
        return done()
    form = forms.Form(request.POST)
    return ask_first(
        request,
        form,
        plan=lambda: plan_part(competition, part, by=request.user, act=name),
        act=lambda **why: act(competition, part, by=request.user, why=Why(**why)),
        show=lambda: _back_to(request, form, code, kind, pk),
        done=done,
    )


def _back_to(request: SignedIn, form: forms.Form, code: str, kind: str, pk: int) -> HttpResponse:
    """The part's page, which says on top why the act was not possible."""
    for text in form.non_field_errors():
        messages.warning(request, str(text))
    return redirect("challenges:part_edit", code=code, kind=kind, pk=pk)
