"""Browsers in which a person signed in before: wrong passwords from elsewhere do not lock them out.

Such a browser has counters of its own. The cookie says so, signed; it opens nothing, and ends when the person
signs out everywhere.
"""

import secrets

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from core.models import User

SALT = "core.known"
PEOPLE = 5  # in one browser
AGE = 180 * 24 * 60 * 60  # seconds


def remember(request: HttpRequest, response: HttpResponse, user: User) -> None:
    """Let the browser know that the person signed in with it."""
    device, people = _read(request)
    others = [mark for mark in people if not mark.startswith(f"{user.pk}:")]
    value = signing.dumps([device or secrets.token_hex(8), [_mark(user), *others][:PEOPLE]], salt=SALT)
    response.set_cookie(
        settings.KNOWN_COOKIE_NAME,
        value,
        max_age=AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def device_of(request: HttpRequest, address: str) -> str:
    """The browser's own name where the owner of the address has signed in with it before, or nothing."""
    device, people = _read(request)
    knows = bool(people) and any(_mark(user) in people for user in User.objects.with_address(address))
    return device if knows else ""


def last_person(request: HttpRequest) -> int | None:
    """The key of the person who signed in with the browser last, if it says so."""
    _device, people = _read(request)
    return int(people[0].partition(":")[0]) if people else None


def _mark(user: User) -> str:
    return f"{user.pk}:{user.sign_outs}"


def _read(request: HttpRequest) -> tuple[str, list[str]]:
    try:
        device, people = signing.loads(
            request.COOKIES.get(settings.KNOWN_COOKIE_NAME, ""), salt=SALT, max_age=AGE
        )
    except signing.BadSignature:
        return "", []
    return device, people
