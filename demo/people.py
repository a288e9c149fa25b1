"""Organisations and accounts of the demo."""

from allauth.account.models import EmailAddress

from core.models import User
from demo.texts import read
from network.models import Membership, Organisation

PASSWORD = "relay-demo-2020"  # noqa: S105 printed at the start; production refuses to run a demo
FACTS = "Public reports on #SolutionsForCities 2020; coordinates of the place."


def load_organisations() -> dict[str, Organisation]:
    """The organisations by their key in the text file."""
    made = {}
    for row in read("organisations")["organisation"]:
        key, demo = row.pop("key"), row.pop("demo", False)
        row["source_note"] = "Invented for the demo." if demo else FACTS
        made[key], _new = Organisation.objects.get_or_create(
            name=row.pop("name"), defaults=row | {"is_demo": demo, "state": Organisation.State.APPROVED}
        )
    office = made["office"]
    others = Organisation.objects.filter(pk__in=[one.pk for one in made.values()]).exclude(pk=office.pk)
    others.filter(admitted_by=None).update(admitted_by=office)
    return made


def load_people(organisations: dict[str, Organisation]) -> dict[str, User]:
    """The accounts by their address, each with its memberships and a confirmed address."""
    made = {}
    for row in read("people")["person"]:
        user = User.objects.filter(email=row["email"]).first()
        if user is None:
            user = User.objects.create_user(
                row["email"], PASSWORD, name=row["name"], time_zone=row["zone"], is_demo=True
            )
            EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        for key, role in row["memberships"]:
            Membership.objects.get_or_create(
                organisation=organisations[key], user=user, defaults={"role": role}
            )
        made[row["email"]] = user
    return made


def shown_accounts() -> list[tuple[str, str]]:
    """One account per role: what it is and its address."""
    return [(row["role"], row["email"]) for row in read("people")["person"] if row.get("show")]
