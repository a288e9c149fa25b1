"""The cast: everybody who appears in journeys, walks, gates and the table of who gets in where.

People and organisations are those of the demo, by their keys in its texts; the few that it lacks stand here.
"""

from dataclasses import dataclass
from functools import cache

from core.models import User
from demo.texts import read
from network.models import Membership, Organisation
from tests.factories import UserFactory


@dataclass(frozen=True)
class Person:
    """One of the cast: the account, and the organisation (by its key) in which it has which role."""

    email: str
    name: str
    organisation: str = ""
    role: str = ""


def _of_the_demo(email: str) -> Person:
    row = next(row for row in read("people")["person"] if row["email"] == f"{email}@demo.example")
    organisation, role = row["memberships"][0] if row["memberships"] else ("", "")
    return Person(row["email"], row["name"], organisation, role)


NOBODY = "anonymous"  # somebody who is not signed in
CAST: dict[str, Person] = {
    # Those who have nothing to do with the case.
    "stranger": Person("stranger@example.org", "Noor Stranger"),
    "administrator": Person("administrator@example.org", "Ada Administrator"),
    "other office": Person("other-office@example.org", "Oleg Coordinator", "other_office", "coordinator"),
    "other city": _of_the_demo("champak"),
    # The case: a city's challenge, a team's entry, the jury, the project, and who takes it over.
    "coordinator": _of_the_demo("coordinator"),
    "city": _of_the_demo("city"),
    "colleague": Person("colleague@example.org", "Inés Colleague", "jacaranda", "member"),
    "team": _of_the_demo("team"),
    "contributor": _of_the_demo("contributor"),
    "viewer": Person("viewer@example.org", "Vikram Viewer"),
    "rival": _of_the_demo("ceibo"),
    "chair": _of_the_demo("chair"),
    "juror": _of_the_demo("juror"),
    "project": _of_the_demo("mercado"),
    "adopter": _of_the_demo("adopter"),
}
# Met only in the demo itself: seats there that the case above has one of.
WALK_ON = {
    "jury city": _of_the_demo("aurelio"),
    "judged": _of_the_demo("ipe"),
    "second juror": _of_the_demo("juror2"),
    "city of the project": _of_the_demo("project"),
    "member": _of_the_demo("member"),
}
ROLES = (NOBODY, *CAST)
MORE_ORGANISATIONS = {
    "other_office": {"name": "Office of another network", "kind": "office", "country": "DE", "place": "Bonn"}
}


def person(role: str) -> User:
    """The account of one of the cast, made when it first appears; without its memberships."""
    who = CAST[role]
    rights = {"is_staff": True, "is_superuser": True} if role == "administrator" else {}
    return User.objects.filter(email=who.email).first() or UserFactory(
        email=who.email, name=who.name, **rights
    )


def organisation(key: str) -> Organisation:
    """An organisation of the cast, made when it first appears."""
    fields = {name: value for name, value in _organisations()[key].items() if name not in ("key", "demo")}
    return Organisation.objects.get_or_create(
        name=fields.pop("name"), defaults=fields | {"state": "approved"}
    )[0]


@cache
def _organisations() -> dict[str, dict]:
    return {row["key"]: row for row in read("organisations")["organisation"]} | MORE_ORGANISATIONS


def enter(role: str, where: Organisation | None = None) -> User:
    """One of the cast with the membership that goes with the role, in that organisation or the usual one."""
    who, user = CAST[role], person(role)
    if where or who.organisation:
        Membership.objects.get_or_create(
            organisation=where or organisation(who.organisation), user=user, defaults={"role": who.role}
        )
    return user
