"""The page on which cities are asked to share a challenge, and answer."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from challenges.actions.partnerships import (
    ask_partner,
    confirm_partnership,
    decline_partnership,
    end_partnership,
)
from challenges.forms.partnerships import AskPartnerForm, ConfirmForm, EndForm
from challenges.models import Challenge, Partnership
from challenges.permissions import is_challenge_coordinator, is_challenge_editor
from challenges.views.public import seen_challenge
from core.forms import answer, status_of
from core.letters import by_letters
from core.requests import SignedIn
from core.workflow import Refused
from network.models import Organisation
from network.permissions import organisation_ids
from network.roles import PUBLIC_BODIES, Role


@login_required
def partnership_list(request: SignedIn, code: str) -> HttpResponse:
    """Who was asked and what they said; for the city, the office and those who were asked."""
    challenge = seen_challenge(request, code)
    city = is_challenge_editor(challenge, request.user)
    rows = challenge.partnerships.select_related("organisation", "answered_by")
    own = [one for one in rows if one.organisation_id in organisation_ids(request.user, Role.EDITOR)]
    if not city and not own and not is_challenge_coordinator(challenge, request.user):
        raise PermissionDenied
    if request.method == "POST" and not city:
        raise PermissionDenied
    form = AskPartnerForm(request.POST or None, organisations=_to_ask(challenge)) if city else None
    if form and answer(form, lambda: _ask(challenge, form, request.user), catches=Refused, once=request):
        messages.success(request, _("They are asked. They are named when they confirm."))
        return redirect("challenges:partnership_list", code)
    context = {
        "challenge": challenge,
        "rows": rows if city or not own else own,
        "own": own,
        "form": form,
        "city": city,
    }
    return render(request, "challenges/partnership_list.html", context, status=status_of(form))


def _ask(challenge: Challenge, form: AskPartnerForm, by: Any) -> Partnership:
    return ask_partner(challenge, organisation=form.cleaned_data["organisation"], by=by)


@login_required
def partnership_answer(request: SignedIn, code: str, pk: int) -> HttpResponse:
    """Confirm with a contact."""
    challenge, partnership = _own(request, code, pk)
    form = ConfirmForm(request.POST or None)
    if answer(form, lambda: confirm_partnership(partnership, by=request.user, **form.cleaned_data)):
        messages.success(request, _("You take part. Your city is named with the challenge."))
        return redirect("challenges:partnership_list", code)
    context = {"challenge": challenge, "partnership": partnership, "form": form, "refusal": EndForm()}
    return render(request, "challenges/partnership_answer.html", context, status=status_of(form))


@login_required
@require_POST
def partnership_decline(request: SignedIn, code: str, pk: int) -> HttpResponse:
    """Not take part."""
    _challenge, partnership = _own(request, code, pk)
    form = EndForm(request.POST)
    form.is_valid()
    decline_partnership(partnership, by=request.user, note=form.cleaned_data.get("note", ""))
    messages.success(request, _("You do not take part. Your city is not named."))
    return redirect("home")


@login_required
def partnership_end(request: SignedIn, code: str, pk: int) -> HttpResponse:
    """End what was asked or agreed, with the reason."""
    challenge, partnership = _own(request, code, pk, also_city=True)
    form = EndForm(request.POST or None)
    form.fields["note"].required = True

    def end() -> Partnership:
        return end_partnership(partnership, by=request.user, reason=form.cleaned_data["note"])

    if answer(form, end):
        messages.success(request, _("It has ended. The other side is told."))
        return redirect(challenge)
    context = {"challenge": challenge, "partnership": partnership, "form": form}
    return render(request, "challenges/partnership_end.html", context, status=status_of(form))


def _own(request: SignedIn, code: str, pk: int, *, also_city: bool = False) -> tuple[Challenge, Partnership]:
    """The partnership, for who acts for the partner, or with `also_city` for the challenge's city."""
    challenge = seen_challenge(request, code)
    rows = challenge.partnerships.select_related("organisation", "challenge__competition")
    partnership = get_object_or_404(rows, pk=pk)
    is_partner = partnership.organisation_id in organisation_ids(request.user, Role.EDITOR)
    if not is_partner and not (also_city and is_challenge_editor(challenge, request.user)):
        raise PermissionDenied
    return challenge, partnership


def _to_ask(challenge: Challenge) -> Any:
    asked = challenge.partnerships.filter(standing__in=["asked", "confirmed"]).values("organisation")
    members = Organisation.objects.members().filter(kind__in=PUBLIC_BODIES)
    return (
        members.exclude(pk=challenge.organisation_id).exclude(pk__in=asked).order_by(by_letters("name"), "pk")
    )
