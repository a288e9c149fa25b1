"""Organisations with their people, events with their guests, mails and news."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from bench.seeding.ground import LANGUAGES, Ground
from bench.seeding.plan import Plan
from core.models import User
from demo.people import PASSWORD
from network.models import AgendaItem, Event, Invitation, Membership, Organisation, Registration

KINDS = [*["team"] * 12, *["city"] * 5, "ministry", "academia", "civil"]
COUNTRIES = ["MX", "DE", "BR", "IN", "FR", "CO", "CL", "ES", "KE", "ZA"]


class People:
    """Who is there: offices, cities and teams by their keys in the order of their making, and the jurors."""

    def __init__(self, ground: Ground, plan: Plan) -> None:
        self.ground, self.plan = ground, plan
        self._password = make_password(PASSWORD)
        made = self._organisations()
        self.office = made[0]
        self.teams = [one for one in made if one.kind == "team"]
        self.cities = [one for one in made if one.kind == "city"]
        self.editors = self._members(made)
        self.coordinator = self.editors[self.office.pk]
        self.jurors = self._users("juror", _pool(plan), "jury{}.example")
        self.all = list(User.objects.order_by("pk"))

    def _organisations(self) -> list[Organisation]:
        number = self.plan.of("organisations", 60)
        draw = self.ground.lots

        def row(n: int) -> Organisation:
            kind = "office" if n % 200 == 0 else KINDS[n % len(KINDS)]
            state = ("applied", "suspended", "refused")[n // 97 % 3] if n % 97 == 96 else "approved"
            return Organisation(
                code=self.ground.code(),
                name=f"{kind.capitalize()} number {n}",
                kind=kind,
                state=state,
                country=COUNTRIES[n % len(COUNTRIES)],
                place=f"Place {n % 150}",
                languages=LANGUAGES[: 1 + n % 3],
                latitude=draw.uniform(-50, 60),
                longitude=draw.uniform(-120, 120),
                mail_domain=f"o{n}.example",
                description=self.ground.text(),
                source_note="Made up for measuring.",
            )

        made = self.ground.sow(Organisation, (row(n) for n in range(number)))
        others = [one for one in made if one.state == "approved" and one.kind != "office"]
        Organisation.objects.exclude(pk=made[0].pk).update(admitted_by=made[0])
        self.ground.tell(others, [("approve", "applied", "approved")], self.ground.days_ago(700, 600), None)
        return [one for one in made if one.state == "approved"]

    def _users(self, word: str, number: int, domain: str) -> list[User]:
        rows = self.ground.sow(
            User,
            (
                User(
                    email=f"{word}{n}@{domain.format(n // 3)}",
                    name=f"{word.capitalize()} {n}",
                    password=self._password,
                    time_zone="Europe/Berlin",
                    date_joined=self.ground.days_ago(900),
                )
                for n in range(number)
            ),
        )
        self.ground.pour(
            EmailAddress,
            ("user_id", "email"),
            ((one.pk, one.email) for one in rows),
            verified=True,
            primary=True,
        )
        return rows

    def _members(self, organisations: list[Organisation]) -> dict[int, User]:
        """Three people each, of whom the first edits; the editors by their organisation."""
        users = self._users("member", 3 * len(organisations), "people{}.example")
        seats, editors = [], {}
        for number, user in enumerate(users):
            where = organisations[number // 3]
            leads = "coordinator" if where.kind == "office" else "editor"
            role = "member" if number % 3 else leads
            editors.setdefault(where.pk, user)
            seats.append((where.pk, user.pk, role))
        self.ground.pour(Membership, ("organisation_id", "user_id", "role"), seats)
        return editors

    def sow_invitations(self) -> None:
        """To the largest office, the first city and the first team."""
        self.ground.pour(
            Invitation,
            ("token_hash", "email", "organisation_id", "invited_by_id"),
            (
                (self.ground.code(), f"new{n}@bench.example", where.pk, self.editors[where.pk].pk)
                for where in (self.office, self.cities[0], self.teams[0])
                for n in range(self.plan.share(200, 2))
            ),
        )

    def sow_events(self) -> None:
        """A few hundred, half of them over; the first is the largest, with an agenda."""
        ground, number = self.ground, self.plan.share(500, 6)

        def row(n: int) -> Event:
            starts = ground.now + timedelta(days=7 + n // 2) * (1 if n % 2 == 0 else -1)
            return Event(
                code=ground.code(), host=self.office if n < 3 else self.cities[n % len(self.cities)],
                title=f"Meeting {n}", summary=ground.short(), description=ground.text(), place="Online",
                starts_at=starts, ends_at=starts + timedelta(hours=2), is_public=n % 3 == 0,
            )  # fmt: skip

        events = ground.sow(Event, (row(n) for n in range(number)))
        guests = self.all[: self.plan.share(2000, 20)]
        seats = [(events[0].pk, user.pk) for user in guests]
        seats += [(one.pk, user.pk) for one in events[1:] for user in guests[:5]]
        ground.pour(Registration, ("event_id", "user_id"), seats)
        ground.sow(
            AgendaItem,
            (
                AgendaItem(
                    event=events[0], title=ground.short()[:80], description=ground.short(), order=n,
                    organisation=self.teams[n % len(self.teams)],
                    proposed_by=self.editors[self.teams[n % len(self.teams)].pk],
                )
                for n in range(self.plan.share(200, 4))
            ),
        )  # fmt: skip


def _pool(plan: Plan) -> int:
    """How many jurors there are: enough for the largest panel."""
    return max(60, plan.share(600), *(call.jurors + 1 for call in plan.calls() if call.panel))
