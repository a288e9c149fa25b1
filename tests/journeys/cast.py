"""The people and organisations of a journey; everything else comes about by what they do."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from network.models import Membership, Organisation
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory
from tests.journeys.visitor import Visitor


@dataclass
class Cast:
    """Who takes part, and how they come to the site: visit(person), or visit() for somebody not signed in."""

    coordinator: Any
    city: Any
    lead: Any
    chair: Any
    juror: Any
    adopter: Any
    organisations: dict[str, Organisation]
    visit: Callable[..., Any]


def assemble(visit: Callable[..., Any] = Visitor) -> Cast:
    """Accounts with their memberships, as they are before a competition begins."""
    office = OrganisationFactory(name="Network office", kind="office", country="DE", languages=["en"])
    guadalajara = OrganisationFactory(
        name="Guadalajara", kind="city", country="MX", latitude=20.67, longitude=-103.35
    )
    team = OrganisationFactory(name="Team Jacaranda", kind="team", country="MX")
    kampala = OrganisationFactory(
        name="Kampala", place="Kampala", kind="city", country="UG", latitude=0.35, longitude=32.58
    )
    people = {name: UserFactory(name=name.title(), email=f"{name}@{name}.example") for name in
              ("coordinator", "city", "lead", "chair", "juror", "adopter")}  # fmt: skip
    for name, organisation, role in [
        ("coordinator", office, Membership.Role.COORDINATOR),
        ("city", guadalajara, Membership.Role.EDITOR),
        ("lead", team, Membership.Role.EDITOR),
        ("adopter", kampala, Membership.Role.EDITOR),
    ]:
        MembershipFactory(user=people[name], organisation=organisation, role=role)
    organisations = {"office": office, "city": guadalajara, "team": team, "adopter": kampala}
    return Cast(**people, organisations=organisations, visit=visit)
