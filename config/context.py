"""What every page's frame needs."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


def site(request: HttpRequest) -> dict[str, Any]:
    """The main navigation and the facts of this installation."""
    return {
        "navigation": _navigation(request),
        "is_demo_site": settings.DEMO,
        "office_email": settings.OFFICE_EMAIL,
        "languages_offered": settings.LANGUAGES,
    }


# The main parts, and where their pages lie beside the list itself: first folders of addresses.
PARTS = [
    (_("Challenges"), "challenges:challenge_list", ("competitions", "my-challenges", "my-questions")),
    (_("Results"), "juries:result_list", ()),
    (_("Projects"), "cocreation:project_list", ("my-projects", "gates", "milestones", "indicators", "risks")),
    (_("Packages"), "transfer:package_list", ("my-packages", "releases")),
    (_("Network"), "network:organisation_list", ("my-organisations", "events", "partners", "map")),
]


def _navigation(request: HttpRequest) -> list[dict[str, Any]]:
    parts = [(str(label), reverse(name), folders) for label, name, folders in PARTS]
    if getattr(request, "user", None) is not None and request.user.is_authenticated:
        parts.insert(0, (gettext("Home"), reverse("home"), ()))
    here = request.path.strip("/").partition("/")[0]
    return [
        {"label": label, "url": url, "current": request.path.startswith(url) or here in folders}
        for label, url, folders in parts
    ]
