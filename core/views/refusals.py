"""Answers to requests that no view has seen."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import defaults

from core.uploads import TOO_LARGE


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A page with the way back for a body that is too large; for anything else as little as possible."""
    if isinstance(exception, TOO_LARGE):
        return render(request, "core/refused.html", {"too_large": True}, status=413)
    return defaults.bad_request(request, exception)
