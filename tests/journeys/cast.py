"""The people and organisations of a journey; everything else comes about by what they do."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from network.models import Membership, Organisation
from tests.cast import enter, person
from tests.journeys.visitor import Visitor

PARTS = {"coordinator": "coordinator", "city": "city", "lead": "team", "rival": "rival", "adopter": "adopter"}
ORGANISATIONS = {
    "office": "coordinator",
    "city": "city",
    "team": "lead",
    "rival": "rival",
    "adopter": "adopter",
}


@dataclass
class Cast:
    """Who takes part, and how they come to the site: visit(person), or visit() for somebody not signed in."""

    coordinator: Any
    city: Any
    lead: Any
    rival: Any
    chair: Any
    juror: Any
    adopter: Any
    organisations: dict[str, Organisation]
    visit: Callable[..., Any]


def assemble(visit: Callable[..., Any] = Visitor) -> Cast:
    """Accounts with their memberships, as they are before a competition begins."""
    people = {name: enter(role) for name, role in PARTS.items()}
    chair, juror = person("chair"), person("juror")
    organisations = {
        name: Membership.objects.get(user=people[part]).organisation for name, part in ORGANISATIONS.items()
    }
    return Cast(**people, chair=chair, juror=juror, organisations=organisations, visit=visit)
