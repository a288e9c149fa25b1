"""The Sustainable Development Goals of the United Nations, by which people look for challenges."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

GOALS: list[tuple[str, Any]] = [
    ("1", _("No poverty")),
    ("2", _("Zero hunger")),
    ("3", _("Good health and well-being")),
    ("4", _("Quality education")),
    ("5", _("Gender equality")),
    ("6", _("Clean water and sanitation")),
    ("7", _("Affordable and clean energy")),
    ("8", _("Decent work and economic growth")),
    ("9", _("Industry, innovation and infrastructure")),
    ("10", _("Reduced inequalities")),
    ("11", _("Sustainable cities and communities")),
    ("12", _("Responsible consumption and production")),
    ("13", _("Climate action")),
    ("14", _("Life below water")),
    ("15", _("Life on land")),
    ("16", _("Peace, justice and strong institutions")),
    ("17", _("Partnerships for the goals")),
]
_NAMES = dict(GOALS)


def goal_choices() -> list[tuple[str, str]]:
    """The goals with number and name, in the reader's language."""
    return [(number, goal_name(number)) for number, _name in GOALS]


def goal_name(number: str) -> str:
    """Number and name of a goal; what is no goal as it is."""
    return f"{number} {_NAMES[number]}" if number in _NAMES else str(number)


def validate_goals(numbers: list[str]) -> None:
    """Raise ValidationError unless each is the number of a goal."""
    if not isinstance(numbers, list) or any(number not in _NAMES for number in numbers):
        raise ValidationError(_("Choose goals from the list."))
