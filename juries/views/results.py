"""Results for everybody, and the team's feedback."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from core import lists
from core.gone import seen
from core.requests import SignedIn
from juries.filters import AwardFilter
from juries.models import Award, Decision
from juries.results.feedback import feedback_of
from juries.results.protocol import method_sentences
from juries.results.record import record_of
from submissions.queries import jury_content


def result_list(request: HttpRequest) -> HttpResponse:
    """What was awarded."""
    awards = Award.objects.public().for_lists()
    found = lists.page(request, AwardFilter, awards, per_page=12)
    return render(request, "juries/result_list.html", found.context)


def result_detail(request: HttpRequest, code: str) -> HttpResponse:
    """An award: what won, why, and how it was judged."""
    awards = Award.objects.for_lists().select_related("decision__panel__competition")
    award = seen(awards, request.user, code=code)
    entry = award.entry
    version = entry.version_in_force()
    context: dict[str, Any] = {
        "award": award,
        "entry": entry,
        "challenge": entry.challenge,
        "content": jury_content(version) if version else None,
        "decision": award.decision,
    }
    if award.decision is not None:
        panel = award.decision.panel
        context |= {
            "method": method_sentences(panel),
            "record": record_of(panel, entry.challenge),
        }
    return render(request, "juries/result_detail.html", context)


@login_required
def entry_feedback(request: SignedIn, code: str) -> HttpResponse:
    """What the jurors wrote for the team: released with the decision, without names and single scores."""
    told = Decision.objects.told_to(request.user).filter(entry__code=code)
    told = told.select_related("panel__competition", "entry__challenge__competition")
    decision = get_object_or_404(told.order_by("-released_at", "-pk")[:1])
    context = {"entry": decision.entry, "decision": decision, "feedback": feedback_of(decision)}
    return render(request, "juries/entry_feedback.html", context)
