"""Membership in the network: applications, and what an office decides on them."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core import lists
from core.forms import answer
from core.requests import SignedIn
from core.workflow import require_step
from network.actions.membership import STEPS, refuse_organisation, suspend_organisation, take_step
from network.forms.membership import DecisionForm
from network.models import Organisation
from network.permissions import is_coordinator
from network.views.organisations import seen_organisation


@login_required
def application_list(request: SignedIn) -> HttpResponse:
    """Organisations that ask to be admitted, oldest first; only coordinators come here."""
    if not is_coordinator(request.user):
        raise PermissionDenied
    waiting = Organisation.objects.waiting_for(request.user).order_by("created_at", "pk")
    found = lists.page(request, None, waiting, per_page=25)
    return render(request, "network/application_list.html", found.context)


@login_required
@require_POST
def organisation_step(request: SignedIn, code: str) -> HttpResponse:
    """Admit it, lift a suspension, or apply again: the field "step" says which."""
    organisation = seen_organisation(request, code)
    if (name := request.POST.get("step", "")) not in STEPS:
        raise BadRequest
    take_step(organisation, name, by=request.user)
    messages.success(request, _("Done. The organisation gets a mail."))
    return redirect(organisation)


@login_required
def organisation_refuse(request: SignedIn, code: str) -> HttpResponse:
    """Refuse an application, with a reason."""
    return _decide(request, code, "refuse", refuse_organisation)


@login_required
def organisation_suspend(request: SignedIn, code: str) -> HttpResponse:
    """Suspend a member, with a reason."""
    return _decide(request, code, "suspend", suspend_organisation)


def _decide(request: SignedIn, code: str, name: str, act: Any) -> HttpResponse:
    organisation = seen_organisation(request, code)
    step = require_step(organisation, name, request.user)
    form = DecisionForm(request.POST or None)
    if answer(form, lambda: act(organisation, by=request.user, **form.cleaned_data)):
        messages.success(request, _("Done. The organisation gets a mail with the reason."))
        return redirect(organisation)
    context = {"form": form, "organisation": organisation, "step": step}
    return render(request, "network/organisation_decide.html", context)
