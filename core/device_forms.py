"""What a <device-form> of static/js/draft-form.js hears of what it sent by script."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponseRedirect, JsonResponse
from django.urls import reverse

HEADER = "X-Device-Form"


def is_device_form(request: HttpRequest) -> bool:
    """Whether such a form waits for the answer."""
    return HEADER in request.headers


def way_on(location: str, *, done: bool = True) -> JsonResponse:
    """Where its page goes, and whether the copy goes: not if nothing is done, or it is asked who it is."""
    path = urlsplit(location).path
    signs_in = path == reverse("account_login")
    saved = done and not signs_in and path != reverse("account_reauthenticate")
    told = {"saved": saved, "signs_in": signs_in, "location": location}
    return JsonResponse(told, headers={HEADER: "1"})


class FirstThere(HttpResponseRedirect):
    """The way to a page that comes before this one: of what was sent nothing is done, and copies stay."""

    status_code = 303
