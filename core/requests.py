"""Requests behind the log-in, of pages and of the API; and the page before."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme
from rest_framework.request import Request

from core.models import User


class SignedIn(HttpRequest):
    """What a view under `login_required` is called with: the user is a person with an account."""

    user: User


class SignedInCall(Request):
    """What an address of the API for people with an account is called with."""

    user: User


def came_from(request: HttpRequest) -> str:
    """The page of this site that the person came from, or nothing; a form comes from its own page."""
    address = request.META.get("HTTP_REFERER", "")
    safe = url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()})
    is_here = request.method == "GET" and address == request.build_absolute_uri()
    return address if safe and not is_here else ""
