"""Answers that are the same everywhere: 409 with a reason, 503 when the database is busy, private headers."""

from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

from allauth.core.exceptions import ReauthenticationRequired
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django_fsm import ConcurrentTransition

from core import kept
from core.device_forms import is_device_form, way_on
from core.gone import Gone
from core.models import User
from core.workflow import Refused
from core.zones import zone

GetResponse = Callable[[HttpRequest], HttpResponse]


class RefusedMiddleware:
    """Turns what is not possible now into a 409 page with the sentence that says why."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request; who looks at what only a button may ask for gets a page, too."""
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and request.method == "GET":
            page = render(request, "core/refused.html", {"only_by_button": True}, status=405)
            page.headers["Allow"] = response.headers["Allow"]
            return page
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """A page for a refusal, for a stale copy and for what is gone."""
        if isinstance(error, Refused):
            return _refusal(request, reason=str(error), saved=error.saved)
        if isinstance(error, ConcurrentTransition):
            return _refusal(request, stale=True)
        if isinstance(error, Gone):
            page = render(request, "410.html", status=410)
            page.headers["Cache-Control"] = "no-store"  # it may be shown again
            return page
        return None


class KeptPostMiddleware:
    """What cannot be done before signing in, or before typing the password again, is kept; see core/kept.py.

    The way leads back to the page with the form, never to an address that takes posts alone.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request; a form is filled with what is kept for its page."""
        filling = kept.FILLING.set(kept.here(request))
        nobody = kept.is_form(request) and not request.user.is_authenticated
        before = kept.find(request) if request.method == "POST" else None
        try:
            response = self.get_response(request)
        finally:
            kept.FILLING.reset(filling)
        if nobody or request.method == "GET":
            _lead_back(request, response)
        elif before and _is_done(request, response, before):
            kept.drop(request)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The way to the page that asks for the password."""
        if not isinstance(error, ReauthenticationRequired):
            return None
        back = request.get_full_path()
        if request.method == "POST":
            back = kept.keep(request, kept.PASSWORD, person=request.user.pk)
        return redirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': back})}")


def _lead_back(request: HttpRequest, response: HttpResponse) -> None:
    """Where the answer is the way to sign in, keep what was sent, and let the way on lead to a page."""
    location = urlsplit(response.headers.get("Location", ""))
    if location.path != reverse("account_login") or "next=" not in location.query:
        return
    if request.method == "POST":
        page = kept.keep(request, kept.SIGNED_OUT, person=kept.writer(request))
    elif kept.opens(request.path_info):
        return
    else:
        page = reverse("home")
    response.headers["Location"] = f"{location.path}?{urlencode({'next': page})}"


def _is_done(request: HttpRequest, response: HttpResponse, before: kept.Kept) -> bool:
    """Whether what had been kept is sent again now, and its view led on; it has not just been kept anew."""
    same = before.path == request.get_full_path() and kept.find(request) == before
    return same and response.status_code == 302


def _refusal(request: HttpRequest, **why: object) -> HttpResponse:
    return render(request, "core/refused.html", why, status=409)


class DeviceFormMiddleware:
    """Tells a <device-form> of static/js/draft-form.js whether what it sent was done, and where to go on."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request; a way on, other than to an account's own pages, says that it was done."""
        response = self.get_response(request)
        if not is_device_form(request) or response.status_code != 302:
            return response
        told = way_on(response.headers["Location"])
        told.cookies = response.cookies
        return told


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
