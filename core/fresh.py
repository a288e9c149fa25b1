"""Who is at the keyboard: acts that a stolen session must not do ask for the password again."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import app_settings
from allauth.account.authentication import get_authentication_records
from allauth.account.decorators import reauthentication_required
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase

View = Callable[..., HttpResponseBase]


def fresh_login(view: View) -> View:
    """The view for people who are signed in; what it does needs a password typed within the last minutes."""
    return login_required(fresh_password(view))


def fresh_password(view: View) -> View:
    """The same for a view that sees to the signing in by itself. Looking is free."""
    guarded = reauthentication_required(view, app="allauth.account", allow_get=True)

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return guarded(request, *args, **kwargs)

    return asked


def is_fresh(request: HttpRequest) -> bool:
    """Whether the password was typed in this session a short while ago: at its beginning, or since then."""
    typed = [
        record["at"]
        for record in get_authentication_records(request, request.user)
        if record.get("method") == "password"
    ]
    return bool(typed) and time.time() - typed[-1] < app_settings.REAUTHENTICATION_TIMEOUT
