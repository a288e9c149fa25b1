"""What everybody reads: competitions, challenges, calendar file, histories."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from challenges import calendar
from challenges.facets import show_counts, without
from challenges.filters import ChallengeFilter, CompetitionFilter
from challenges.forms.questions import QuestionForm
from challenges.models import Challenge, Competition
from challenges.permissions import (
    is_challenge_coordinator,
    is_challenge_editor,
    is_challenge_editor_or_coordinator,
    is_competition_coordinator,
)
from challenges.search import show_hits
from core import audit, lists
from core.changes.feed import atom_of
from core.changes.publish import changes_of
from core.gone import seen
from core.letters import by_letters
from core.requests import SignedIn
from core.search.find import suggestion
from network.permissions import can_withhold

MOST_CHANGES = 50


def competition_list(request: HttpRequest) -> HttpResponse:
    """Competitions that have been announced."""
    competitions = Competition.objects.public().select_related("office")
    found = lists.page(request, CompetitionFilter, competitions, per_page=12)
    return render(request, "challenges/competition_list.html", found.context)


def competition_detail(request: HttpRequest, code: str) -> HttpResponse:
    """One competition: aim, areas, criteria, calendar, its challenges."""
    competition = seen(Competition.objects.select_related("office"), request.user, code=code)
    rows = Challenge.objects.visible_to(request.user).ever_published()
    challenges = rows.filter(competition=competition).for_list()
    found = lists.page(request, None, challenges.order_by(by_letters("title"), "id"), per_page=12)
    context = {
        "competition": competition,
        "areas": competition.areas.all(),
        "criteria": competition.criteria_in_force(),
        "rules": competition.eligibility_rules.in_force(),
        "is_coordinator": is_competition_coordinator(competition, request.user),
        "decides": can_withhold(competition, request.user),
        "changes": changes_of(competition)[:MOST_CHANGES],
    }
    return render(request, "challenges/competition_detail.html", found.context | context)


def challenge_list(request: HttpRequest) -> HttpResponse:
    """Published challenges, with filters."""
    rows = Challenge.objects.published().for_list()
    found = lists.page(request, ChallengeFilter, rows, per_page=12)
    filterset: Any = found.filter
    show_counts(filterset)
    query = filterset.form.cleaned_data.get("q", "") if filterset.form.is_valid() else ""
    if query:
        show_hits(found.rows, query)
    better = suggestion(without(filterset, ["q"]), query) if query and not found.rows else None
    cities = Challenge.objects.open().order_by().values("organisation").distinct().count()
    context = {"cities": cities, "better": better}
    return render(request, "challenges/challenge_list.html", found.context | context)


def seen_challenge(request: HttpRequest, code: str) -> Challenge:
    """The challenge with that code, if the person may see it."""
    rows = Challenge.objects.select_related("competition__office", "organisation", "area")
    return seen(rows, request.user, code=code)


def challenge_detail(request: HttpRequest, code: str) -> HttpResponse:
    """The brief, and what one needs to enter."""
    return render(
        request, "challenges/challenge_detail.html", detail_context(request, seen_challenge(request, code))
    )


def detail_context(request: HttpRequest, challenge: Challenge, form: Any = None) -> dict[str, Any]:
    """What the page of a challenge shows."""
    questions = challenge.questions.visible_to(request.user).order_by("-asked_at", "-id")
    user = request.user
    return lists.page(request, None, questions, per_page=10).context | {
        "challenge": challenge,
        "competition": challenge.competition,
        "phase": challenge.phase(),
        "is_open": challenge.is_open() and not challenge.is_off_the_site(),
        "decides": can_withhold(challenge, user),
        "indicators": challenge.indicators.all(),
        "resources": challenge.resources_in_use(),
        "criteria": challenge.criteria_in_force(),
        "partners": challenge.partnerships.confirmed().select_related("organisation"),
        "form": form or QuestionForm(),
        "takes_questions": challenge.takes_questions(),
        "is_editor": is_challenge_editor(challenge, user),
        "is_coordinator": is_challenge_coordinator(challenge, user),
        "changes": changes_of(challenge, challenge.competition)[:MOST_CHANGES],
    }


def competition_changes(request: HttpRequest, code: str) -> HttpResponse:
    """What changed of a competition after it was published, as a feed."""
    competition = seen(Competition.objects.all(), request.user, code=code)
    page = competition.get_absolute_url()
    return atom_of(request, competition.title, page, changes_of(competition))


def challenge_changes(request: HttpRequest, code: str) -> HttpResponse:
    """What changed of a challenge and its competition, as a feed."""
    challenge = seen_challenge(request, code)
    changes = changes_of(challenge, challenge.competition)
    return atom_of(request, challenge.title, challenge.get_absolute_url(), changes)


def challenge_calendar(request: HttpRequest, code: str) -> HttpResponse:
    """Opening and deadline as a calendar file."""
    challenge = seen_challenge(request, code)
    if not challenge.is_public():
        raise Http404
    page = request.build_absolute_uri(challenge.get_absolute_url())
    text = calendar.calendar_of(challenge, page, list(changes_of(challenge, challenge.competition)))
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="challenge-{challenge.code}.ics"'
    return response


@login_required
def challenge_history(request: SignedIn, code: str) -> HttpResponse:
    """Every step of a challenge, for its city and the office."""
    challenge = seen_challenge(request, code)
    if not is_challenge_editor_or_coordinator(challenge, request.user):
        raise Http404
    return _history(request, challenge, back=challenge.get_absolute_url(), zone=challenge.zone())


@login_required
def competition_history(request: SignedIn, code: str) -> HttpResponse:
    """Every step of a competition, for its office."""
    competition = get_object_or_404(Competition.objects.coordinated_by(request.user), code=code)
    back = reverse("challenges:competition_edit", args=[competition.code])
    return _history(request, competition, back=back, zone=competition.time_zone)


def _history(request: SignedIn, item: Challenge | Competition, *, back: str, zone: str) -> HttpResponse:
    found = lists.page(request, None, audit.events_of(item).order_by("-at", "-id"), per_page=25)
    records = item.history.select_related("by").order_by("-at", "-id")[:100]
    context = {"item": item, "back": back, "zone": zone, "records": records}
    return render(request, "challenges/history.html", found.context | context)
