"""The page on which an office moves the dates of a published challenge."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from challenges.actions.dates import move_dates, plan_dates
from challenges.forms.dates import DatesForm
from challenges.permissions import is_challenge_coordinator
from challenges.views.public import seen_challenge
from core.changes.page import ask_first
from core.forms import status_of
from core.requests import SignedIn
from core.workflow import Refused


@login_required
def challenge_dates(request: SignedIn, code: str) -> HttpResponse:
    """Other dates for one challenge: asked, shown with who is told, then done."""
    challenge = seen_challenge(request, code)
    if not is_challenge_coordinator(challenge, request.user):
        raise PermissionDenied
    if not challenge.may_move_dates():
        raise Refused(_("The dates of this challenge cannot be moved any more."))
    form = DatesForm(request.POST or None, instance=challenge)

    def show() -> HttpResponse:
        context = {"challenge": challenge, "form": form}
        return render(request, "challenges/challenge_dates.html", context, status=status_of(form))

    def done() -> HttpResponse:
        messages.success(request, _("Saved."))
        return redirect(challenge)

    def read() -> dict[str, Any]:
        return {"by": request.user, "version": form.version_read(), **form.values()}

    return ask_first(
        request,
        form,
        plan=lambda: plan_dates(challenge, **read()),
        act=lambda reason="", **_weight: move_dates(challenge, reason=reason, **read()),
        show=show,
        done=done,
    )
