"""Answers that are the same everywhere: 409 with a reason, 503 when the database is busy, private headers."""

from collections.abc import Callable
from urllib.parse import urlencode

from allauth.core.exceptions import ReauthenticationRequired
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django_fsm import ConcurrentTransition

from core.models import User
from core.templatetags.pages import way_back
from core.workflow import Refused
from core.zones import zone

GetResponse = Callable[[HttpRequest], HttpResponse]


class RefusedMiddleware:
    """Turns what is not possible now into a 409 page with the sentence that says why."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """A page for a refusal and for a stale copy."""
        if isinstance(error, Refused):
            return _refusal(request, reason=str(error))
        if isinstance(error, ConcurrentTransition):
            return _refusal(request, stale=True)
        return None


class FreshPasswordMiddleware:
    """Where an act needs the password again: asks for it and leads back to the page with the button.

    What was sent is not done by itself afterwards: whoever typed the password presses the button once more.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The way to the page that asks."""
        if not isinstance(error, ReauthenticationRequired):
            return None
        back = way_back(request) or reverse("home")
        return redirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': back})}")


def _refusal(request: HttpRequest, **why: object) -> HttpResponse:
    return render(request, "core/refused.html", why, status=409)


class ReaderZoneMiddleware:
    """On pages, the day of a moment is the reader's. The API gives moments in UTC to everybody."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        user = request.user
        if request.path.startswith("/api/") or not isinstance(user, User):
            return self.get_response(request)
        with timezone.override(zone(user.time_zone)):
            return self.get_response(request)


class DatabaseBusyMiddleware:
    """A database that is away or locked is a 503 to be tried again, never a bare 500."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        try:
            return self.get_response(request)
        except OperationalError:
            return _busy()

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The same for faults inside a view."""
        return _busy() if isinstance(error, OperationalError) else None


def _busy() -> HttpResponse:
    text = "The site is busy. Nothing was lost; please try again in a few seconds."
    return HttpResponse(text, status=503, content_type="text/plain", headers={"Retry-After": "5"})


class PrivacyHeadersMiddleware:
    """What a signed-in person sees is kept by no cache; features that no page needs are off."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the headers."""
        response = self.get_response(request)
        response.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()")
        if getattr(request, "user", None) is not None and request.user.is_authenticated:
            response.setdefault("Cache-Control", "private, no-store")
        return response
