"""What the panel sees together: progress, scores, ranking, history."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from core import lists
from core.audit import events_of
from core.letters import by_letters
from core.requests import SignedIn
from juries.models import Panel
from juries.permissions import (
    is_chair_or_coordinator,
    is_panel_coordinator,
)
from juries.results.certainty import agreement_on, certainty, jurors_of, other_methods
from juries.results.protocol import method_sentence
from juries.results.standing import changed_weights, compare, hidden_entries, lines_of, may_see_scores

PER_PAGE = 30


def panel_of_jury(request: SignedIn, code: str) -> Panel:
    """The panel if the person runs it or sits on it; otherwise it does not exist."""
    panels = Panel.objects.visible_to(request.user).select_related("competition__office")
    return get_object_or_404(panels, code=code)


def chosen_challenge(request: SignedIn, panel: Panel) -> tuple[Any, list[dict[str, Any]]]:
    """The challenge that the page shows, and tabs to the others."""
    challenges = list(
        panel.challenges.select_related("competition", "organisation", "area").order_by(
            by_letters("title"), "pk"
        )
    )
    wanted = request.GET.get("challenge", "")
    chosen = next((one for one in challenges if one.code == wanted), None)
    if wanted and chosen is None:
        raise Http404
    chosen = chosen or (challenges[0] if challenges else None)
    tabs = [
        {"label": one.title, "url": f"?challenge={one.code}", "current": one == chosen} for one in challenges
    ]
    return chosen, tabs if len(tabs) > 1 else []


def standing_context(request: SignedIn, panel: Panel) -> dict[str, Any]:
    """The lines of one challenge as this person may see them."""
    challenge, tabs = chosen_challenge(request, panel)
    hidden = hidden_entries(panel, request.user)
    scores = may_see_scores(panel, request.user)
    compared = compare(panel, [challenge], hidden=hidden, scores=scores) if challenge else None
    found = lists.page(request, None, compared.places[challenge.pk] if compared else [], per_page=PER_PAGE)
    found.page_obj.object_list = lines_of(panel, found.rows)
    return {
        "compared": compared,
        "panel": panel,
        "challenge": challenge,
        "tabs": tabs,
        **found.context,
        "scores_shown": scores,
        "some_hidden": bool(hidden),
        "hidden": hidden,
        "names_shown": is_chair_or_coordinator(panel, request.user),
        "teams_shown": not panel.blind
        or (is_panel_coordinator(panel, request.user) and not panel.seat_of(request.user)),
        "changed_weights": changed_weights(panel),
        "is_office": is_panel_coordinator(panel, request.user),
    }


@login_required
def panel_overview(request: SignedIn, code: str) -> HttpResponse:
    """One dot per juror, spread, who is missing. Jurors see it once their own scorecards are all in."""
    panel = panel_of_jury(request, code)
    if not is_chair_or_coordinator(panel, request.user) and not panel.scores_are_open():
        raise PermissionDenied
    return render(request, "juries/panel_overview.html", standing_context(request, panel))


@login_required
def panel_ranking(request: SignedIn, code: str) -> HttpResponse:
    """Scores, ranks and ties, and how much they can bear; below the quorum no rank."""
    panel = panel_of_jury(request, code)
    if not may_see_scores(panel, request.user):
        raise PermissionDenied
    context = standing_context(request, panel)
    compared, challenge = context["compared"], context["challenge"]
    if compared is not None:
        page = context["page_obj"]
        sure = certainty(panel, compared, challenge)
        context |= {
            "certainty": sure,
            "rows": [(line, sure.sure.get(line.entry.pk)) for line in page],
            "agreement": agreement_on(compared, challenge),
            "methods": other_methods(compared, challenge, list(page)),
            "jurors": jurors_of(panel, compared) if context["names_shown"] else [],
            "method_sentence": method_sentence(panel.method),
        }
    return render(request, "juries/panel_ranking.html", context)


@login_required
def panel_history(request: SignedIn, code: str) -> HttpResponse:
    """Transitions and everything else that was done, with who and when; for the office alone."""
    panel = get_object_or_404(Panel.objects.managed_by(request.user).select_related("competition"), code=code)
    found = lists.page(request, None, events_of(panel).order_by("-at", "-id"), per_page=50)
    context = found.context | {"panel": panel, "records": panel.history.select_related("by")}
    return render(request, "juries/panel_history.html", context)
