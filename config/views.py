"""The start page, the home of a signed-in person, and pages about the site."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from challenges.models import Challenge
from config import home as at_home
from core.requests import SignedIn
from transfer.models import Package

ABOUT_PAGES = {"how-it-works", "accessibility", "privacy", "imprint", "api"}


def start(request: HttpRequest) -> HttpResponse:
    """The public start page, with the calls that close soonest and the newest packages."""
    calls = Challenge.objects.open().for_list().order_by("deadline_at", "pk")
    packages = Package.objects.published().for_cards().order_by("-current_on", "-pk")
    context = {"calls": calls[:3], "call_count": calls.count(), "packages": packages[:3]}
    return render(request, "start.html", context)


@login_required
def home(request: SignedIn) -> HttpResponse:
    """What is waiting for me, in each of my roles, soonest first."""
    groups = at_home.waiting_by_role(request.user)
    context = {
        "groups": groups,
        "tasks": [task for _role, tasks in groups for task in tasks],
        "places": at_home.places(request.user),
        "notices": request.user.notices.filter(read_at=None)[:10],
    }
    return render(request, "home.html", context)


def about(request: HttpRequest, page: str) -> HttpResponse:
    """A page about the site itself."""
    if page not in ABOUT_PAGES:
        raise Http404
    return render(request, f"pages/{page.replace('-', '_')}.html")
