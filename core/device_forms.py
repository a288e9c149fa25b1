"""What a <device-form> of static/js/draft-form.js hears of what it sent by script."""

from urllib.parse import urlsplit

from django.http import HttpRequest, JsonResponse
from django.urls import reverse

HEADER = "X-Device-Form"


def is_device_form(request: HttpRequest) -> bool:
    """Whether such a form waits for the answer."""
    return HEADER in request.headers


def way_on(location: str, *, done: bool = True) -> JsonResponse:
    """Where its page goes, and whether the copy may go: not if nothing is done, or the way asks who it is."""
    signs_in = urlsplit(location).path in (reverse("account_login"), reverse("account_reauthenticate"))
    told = {"saved": done and not signs_in, "signs_in": signs_in, "location": location}
    return JsonResponse(told, headers={HEADER: "1"})
