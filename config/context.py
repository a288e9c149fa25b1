"""What every page's frame needs."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _


def site(request: HttpRequest) -> dict[str, Any]:
    """The main navigation and the facts of this installation."""
    return {
        "navigation": _navigation(request),
        "is_demo_site": settings.DEMO,
        "office_email": settings.OFFICE_EMAIL,
        "languages_offered": settings.LANGUAGES,
    }


def _navigation(request: HttpRequest) -> list[dict[str, Any]]:
    items = [
        (_("Challenges"), reverse("challenges:challenge_list")),
        (_("Results"), reverse("juries:result_list")),
        (_("Projects"), reverse("cocreation:project_list")),
        (_("Packages"), reverse("transfer:package_list")),
        (_("Network"), reverse("network:organisation_list")),
    ]
    if getattr(request, "user", None) is not None and request.user.is_authenticated:
        items.insert(0, (_("Home"), reverse("home")))
    return [{"label": label, "url": url, "current": request.path.startswith(url)} for label, url in items]
