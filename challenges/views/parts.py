"""Areas, criteria, form and rules of a competition: one list and one form for each kind."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from challenges.actions.parts import add_part, edit_part, remove_part, restore_part
from challenges.forms.parts import PARTS, PartKind, part_form
from challenges.models import Competition
from challenges.views.competitions import own_competition
from core import lists
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
    if answer(form, lambda: _save(competition, form, request.user), once=new):
        messages.success(request, _("Saved."))
        return redirect("challenges:part_list", code=code, kind=kind)
    context = {"competition": competition, "kind": of, "part": part, "form": form}
    return render(request, "challenges/part_form.html", context, status=status_of(form))


def _save(competition: Competition, form: VersionedForm, by: User) -> Any:
    part, values = form.instance, form.values()
    if part.pk is None:
        return add_part(competition, part, by=by, **values)
    return edit_part(competition, part, by=by, version=form.version_read(), **values)


@login_required
@require_POST
def part_remove(request: SignedIn, code: str, kind: str, pk: int) -> HttpResponse:
    """Retire a part, or delete one that is not in use."""
    competition, of = own_competition(request, code), _kind(kind)
    remove_part(competition, get_object_or_404(of.rows(competition), pk=pk), by=request.user)
    return redirect("challenges:part_list", code=code, kind=kind)


@login_required
@require_POST
def part_restore(request: SignedIn, code: str, kind: str, pk: int) -> HttpResponse:
    """Bring a retired part back."""
    competition, of = own_competition(request, code), _kind(kind)
    part = get_object_or_404(of.rows(competition), pk=pk)
    if not hasattr(part, "retired_at"):
        raise Http404
    restore_part(competition, part, by=request.user)
    return redirect("challenges:part_list", code=code, kind=kind)
