"""The check before review, the review, and every step of a challenge's way."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from challenges import sections
from challenges.actions.reviews import (
    publish_challenge,
    reinstate_challenge,
    reopen_challenge,
    return_challenge,
    send_challenge_to_review,
    withdraw_challenge,
)
from challenges.filters import OwnChallengeFilter
from challenges.forms.challenges import ReasonForm
from challenges.models import Challenge
from challenges.permissions import is_challenge_coordinator
from challenges.views.challenges import own_challenge, section_url
from challenges.views.competitions import coordinator_only
from challenges.views.public import detail_context, seen_challenge
from core import lists
from core.changes.publish import plan_of
from core.forms import answer
from core.requests import SignedIn
from core.workflow import Refused, require_step


@login_required
def challenge_check(request: SignedIn, code: str) -> HttpResponse:
    """Everything on one page, with what is missing, before it goes to review."""
    challenge = own_challenge(request, code)
    groups = [
        {
            "section": section,
            "missing": sections.missing(challenge, section),
            "url": f"{section_url(challenge, section.identifier)}?back=check",
        }
        for section in sections.SECTIONS
    ]
    context = {
        "challenge": challenge,
        "competition": challenge.competition,
        "groups": groups,
        "missing": [group for group in groups if group["missing"]],
        "elsewhere": sections.missing_elsewhere(challenge),
        "indicators": challenge.indicators.all(),
        "criteria": challenge.criteria_in_force(),
    }
    return render(request, "challenges/challenge_check.html", context)


STEPS = {
    "send_to_review": (send_challenge_to_review, "challenge_edit"),
    "publish": (publish_challenge, "review_list"),
    "return_to_city": (return_challenge, "review_list"),
    "withdraw": (withdraw_challenge, "challenge_detail"),
    "reopen": (reopen_challenge, "challenge_edit"),
}
DONE = {
    "send_to_review": gettext_lazy("“%(title)s” is with the network office. You get a mail either way."),
    "publish": gettext_lazy("“%(title)s” is published. Its city is told by mail."),
    "return_to_city": gettext_lazy("“%(title)s” is back with its city, with your note."),
}


@login_required
@require_POST
def challenge_transition(request: SignedIn, code: str) -> HttpResponse:
    """Take a step of the challenge's way."""
    challenge = seen_challenge(request, code)
    if request.POST.get("step") not in STEPS:
        raise Refused(_("This step is not possible any more."))
    act, back = STEPS[request.POST["step"]]
    act(challenge, by=request.user, note=request.POST.get("note", ""))
    done = DONE.get(request.POST["step"], _("“%(title)s”: %(state)s."))
    messages.success(request, done % {"title": challenge.title, "state": challenge.get_state_display()})
    return redirect(f"challenges:{back}", *([] if back == "review_list" else [code]))


@login_required
def challenge_withdraw(request: SignedIn, code: str) -> HttpResponse:
    """Say why before taking it back."""
    challenge = seen_challenge(request, code)
    require_step(challenge, "withdraw", request.user)
    help_text = _("Shown in place of the challenge.") if challenge.is_public() else _("Kept in the history.")
    form = ReasonForm(request.POST or None, label=_("Why is it withdrawn?"), help_text=help_text)
    if answer(form, lambda: withdraw_challenge(challenge, by=request.user, **form.cleaned_data)):
        messages.success(request, _("The challenge is withdrawn."))
        return redirect(challenge)
    plan = plan_of(challenge, [], at_once=True)
    context = {"challenge": challenge, "form": form, "plan": plan}
    return render(request, "challenges/challenge_withdraw.html", context)


@login_required
def challenge_reinstate(request: SignedIn, code: str) -> HttpResponse:
    """Say why before taking a withdrawal back."""
    challenge = seen_challenge(request, code)
    require_step(challenge, "reinstate", request.user)
    help_text = _("Stands on the list of changes, and in the mail.")
    form = ReasonForm(request.POST or None, label=_("Why is it on again?"), help_text=help_text)
    if answer(form, lambda: reinstate_challenge(challenge, by=request.user, **form.cleaned_data)):
        messages.success(request, _("The challenge is on again. Move its dates if teams have lost time."))
        return redirect(challenge)
    plan = plan_of(challenge, [], at_once=True)
    context = {"challenge": challenge, "form": form, "plan": plan}
    return render(request, "challenges/challenge_reinstate.html", context)


@login_required
def review_list(request: SignedIn) -> HttpResponse:
    """Challenges of the office's competitions; those that wait for approval come first."""
    coordinator_only(request)
    rows = Challenge.objects.coordinated_by(request.user).for_list().order_by("created_at", "id")
    found = lists.page(request, OwnChallengeFilter, rows, chosen={"state": Challenge.State.IN_REVIEW})
    return render(request, "challenges/review_list.html", found.context)


@login_required
def review_detail(request: SignedIn, code: str) -> HttpResponse:
    """One challenge as the public would read it, to be published or returned."""
    challenge = seen_challenge(request, code)
    if not is_challenge_coordinator(challenge, request.user):
        raise PermissionDenied
    return render(request, "challenges/review_detail.html", detail_context(request, challenge))
