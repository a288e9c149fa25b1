"""Those whom manuals are written for; a package may add audiences of its own."""

from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

USUAL = [
    ("administrators", _("Administrators (municipal staff)")),
    ("vendors", _("Market vendors")),
    ("riders", _("Delivery cyclists")),
    ("residents", _("Residents")),
    ("technicians", _("Technical staff")),
    ("trainers", _("Trainers and facilitators")),
]


def audience_title(slug: str, own: str = "") -> Any:
    """The audience's name: the package's own wording, else ours."""
    return own or dict(USUAL).get(slug) or slug.replace("-", " ").capitalize()


def audience_slug(title: str) -> str:
    """A short name for addresses and folders, made of an audience's own wording."""
    return slugify(title)[:40] or "readers"
