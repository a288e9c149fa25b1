"""Gates: written and decided by the product owner, read by everybody on the board."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from cocreation.actions.gates import decide_gate, prepare_gate
from cocreation.actions.rules import must_be_owner
from cocreation.forms.gates import GateForm, VerdictForm
from cocreation.models import Gate
from cocreation.views.board import item_on_board, project_with_board, roles
from core import lists
from core.forms import answer, status_of
from core.models import User
from core.requests import SignedIn
from core.workflow import Stale


@login_required
def gate_list(request: SignedIn, code: str) -> HttpResponse:
    """The verdicts so far."""
    project = project_with_board(request, code)
    gates = project.gates.decided().select_related("decided_by").order_by("-decided_at", "-pk")
    found = lists.page(request, None, gates, per_page=10)
    context = found.context | {"open_gate": project.open_gate(), **roles(project, request.user)}
    return render(request, "cocreation/gate_list.html", context)


@login_required
def gate_edit(request: SignedIn, code: str) -> HttpResponse:
    """Write the gate of the present phase."""
    project = project_with_board(request, code)
    must_be_owner(project, request.user)
    gate = project.open_gate()
    form = GateForm(request.POST or None, instance=gate)
    saved = answer(
        form,
        lambda: prepare_gate(project, by=request.user, version=form.version_read(), **form.values()),
        catches=Stale,
    )
    if saved:
        messages.success(request, _("Saved. Give the verdict when all four workstreams have a text."))
        return redirect("cocreation:gate_decide", saved.code)
    context = {"form": form, "gate": gate, **roles(project, request.user)}
    return render(request, "cocreation/gate_form.html", context, status=status_of(form))


@login_required
def gate_decide(request: SignedIn, code: str) -> HttpResponse:
    """Read the gate once more and give the verdict."""
    gate = item_on_board(Gate, request, code)
    if gate.decided_at:
        return redirect("cocreation:gate_list", gate.project.code)
    must_be_owner(gate.project, request.user)
    form = VerdictForm(request.POST or None, instance=gate)
    if answer(form, lambda: _decide(form, gate, request.user)):
        messages.success(request, _("The verdict is recorded and the members have been told."))
        return redirect(gate.project.get_board_url())
    context = {"form": form, "gate": gate, **roles(gate.project, request.user)}
    return render(request, "cocreation/gate_decide.html", context, status=status_of(form))


def _decide(form: VerdictForm, gate: Gate, user: User) -> Gate:
    verdict = {name: form.cleaned_data[name] for name in ("verdict", "next_review_on")}
    return decide_gate(gate, by=user, version=form.version_read(), **verdict)
