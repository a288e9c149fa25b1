"""Answers to requests that no view has seen."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views import defaults

from core import kept
from core.device_forms import is_device_form, way_on
from core.uploads import TOO_LARGE


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A page with the way back for a body that is too large; for anything else as little as possible."""
    if isinstance(exception, TOO_LARGE):
        return render(request, "core/refused.html", {"too_large": True}, status=413)
    return defaults.bad_request(request, exception)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form again with what was typed, where it is one of ours; otherwise a page."""
    if kept.is_ours(request) and is_device_form(request) and request.user.is_authenticated:
        return way_on(kept.page_of(request), done=False)
    own = kept.is_ours(request) and kept.is_form(request)
    if own and request.user.is_authenticated:
        if request.path in (reverse("account_login"), reverse("account_signup")):
            return redirect("home")
        return redirect(kept.keep(request, kept.EXPIRED, person=request.user.pk))
    texts = kept.texts_of(request.POST) if own else []
    return render(request, "403_csrf.html", {"texts": texts}, status=403)
