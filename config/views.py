"""The start page, the home of a signed-in person, and pages about the site."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

ABOUT_PAGES = {"how-it-works", "accessibility", "privacy", "imprint", "api"}
# Each app lists what waits for a person; the order is the relay's.
WAITING: list = []


def start(request: HttpRequest) -> HttpResponse:
    """The public start page."""
    return render(request, "start.html")


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """What is waiting for me, in each of my roles, soonest first."""
    tasks = [task for waiting_for in WAITING for task in waiting_for(request.user)]
    tasks.sort(key=lambda task: (task.due_at is None, task.due_at))
    notices = request.user.notices.filter(read_at=None)[:10]
    return render(request, "home.html", {"tasks": tasks, "notices": notices})


def about(request: HttpRequest, page: str) -> HttpResponse:
    """A page about the site itself."""
    if page not in ABOUT_PAGES:
        raise Http404
    return render(request, f"pages/{page.replace('-', '_')}.html")
