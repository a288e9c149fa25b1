"""The page on which a published challenge is corrected: its city proposes, its office decides."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from challenges.actions.corrections import (
    correct_challenge,
    decline_correction,
    must_be_correctable,
    plan_correction,
    propose_correction,
    take_back_correction,
    waiting,
)
from challenges.forms.challenges import ReasonForm
from challenges.forms.corrections import (
    CorrectionForm,
    IndicatorCorrectionForm,
    IndicatorProposalForm,
    ProposalForm,
)
from challenges.models import Challenge, ChallengeIndicator
from challenges.permissions import is_challenge_coordinator, is_challenge_editor
from challenges.views.public import seen_challenge
from core.changes.page import ask_first
from core.differences import differences
from core.forms import answer, number_of, status_of
from core.requests import SignedIn
from core.workflow import Refused


@login_required
def challenge_correct(request: SignedIn, code: str, pk: int | None = None) -> HttpResponse:
    """Other words or figures for what is public: published by the office, proposed by the city.

    `pk` is that of one of its indicators; without it, it is the challenge's own fields.
    """
    challenge = seen_challenge(request, code)
    office = is_challenge_coordinator(challenge, request.user)
    if not office and not is_challenge_editor(challenge, request.user):
        raise PermissionDenied
    must_be_correctable(challenge)
    indicator = get_object_or_404(challenge.indicators, pk=pk) if pk else None
    return (_publish if office else _propose)(request, challenge, indicator)


def _publish(request: SignedIn, challenge: Challenge, indicator: ChallengeIndicator | None) -> HttpResponse:
    proposal = waiting(challenge)
    seen = number_of(request.POST.get("proposal"))
    if request.method == "POST" and seen != (proposal.pk if proposal else 0):
        raise Refused(_("The city has proposed something else, or taken it back. Read the page again."))
    if proposal and proposal.indicator != indicator:
        return redirect(_address(challenge, proposal.indicator))
    kind: Any = IndicatorCorrectionForm if indicator else CorrectionForm
    form = kind(
        request.POST or None,
        instance=indicator or challenge,
        proposed=proposal.texts if proposal else None,
    )

    def show() -> HttpResponse:
        return _page(request, challenge, form, proposal, office=True)

    def done() -> HttpResponse:
        messages.success(request, _("Saved."))
        return redirect(challenge)

    def read() -> dict[str, Any]:
        # What the form showed of the proposal differs from what is public, also where it was left alone.
        shown = {name: form.cleaned_data[name] for name in proposal.texts} if proposal else {}
        return {
            "by": request.user,
            "version": form.version_read(),
            "indicator": indicator,
            **shown,
            **form.values(),
        }

    return ask_first(
        request,
        form,
        plan=lambda: plan_correction(challenge, **read()),
        act=lambda reason="", weight="": correct_challenge(
            challenge, reason=reason, weight=weight, proposal=seen, **read()
        ),
        show=show,
        done=done,
        reason=proposal.reason if proposal else "",
    )


def _propose(request: SignedIn, challenge: Challenge, indicator: ChallengeIndicator | None) -> HttpResponse:
    proposal = waiting(challenge)
    kind: Any = IndicatorProposalForm if indicator else ProposalForm
    form = kind(request.POST or None, instance=indicator or challenge)

    def act() -> Any:
        values = form.values()
        reason = values.pop("reason", form.cleaned_data["reason"])
        return propose_correction(
            challenge,
            by=request.user,
            version=form.version_read(),
            reason=reason,
            indicator=indicator,
            **values,
        )

    if answer(form, act, catches=Refused, once=request):
        messages.success(request, _("The network office has your correction. You get a mail either way."))
        return redirect(challenge)
    return _page(request, challenge, form, proposal, office=False)


def _page(request: SignedIn, challenge: Challenge, form: Any, proposal: Any, *, office: bool) -> HttpResponse:
    rows = proposal.proposed() if proposal else []
    context = {
        "challenge": challenge,
        "form": form,
        "office": office,
        "proposal": proposal,
        "rows": [(label, differences(now, then)) for label, now, then in rows],
        "indicator": form.instance if isinstance(form.instance, ChallengeIndicator) else None,
        "indicators": challenge.indicators.all(),
    }
    return render(request, "challenges/challenge_correct.html", context, status=status_of(form))


def _address(challenge: Challenge, indicator: ChallengeIndicator | None) -> str:
    if indicator:
        return reverse("challenges:indicator_correct", args=[challenge.code, indicator.pk])
    return reverse("challenges:challenge_correct", args=[challenge.code])


@login_required
def correction_decline(request: SignedIn, code: str) -> HttpResponse:
    """Say why it stays as it is."""
    challenge = seen_challenge(request, code)
    if not is_challenge_coordinator(challenge, request.user):
        raise PermissionDenied
    form = ReasonForm(
        request.POST or None, label=_("Why does it stay as it is?"), help_text=_("The city reads it.")
    )
    if answer(form, lambda: decline_correction(challenge, by=request.user, **form.cleaned_data)):
        messages.success(request, _("The city is told."))
        return redirect(challenge)
    if waiting(challenge) is None:
        raise Refused(_("No correction waits any more."))
    return render(request, "challenges/correction_decline.html", {"challenge": challenge, "form": form})


@login_required
@require_POST
def correction_take_back(request: SignedIn, code: str) -> HttpResponse:
    """The city does not ask for it any more."""
    challenge = seen_challenge(request, code)
    take_back_correction(challenge, by=request.user)
    messages.success(request, _("The correction is taken back. The challenge stays as it is."))
    return redirect("challenges:challenge_correct", challenge.code)
