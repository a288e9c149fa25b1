"""Projects with their boards, packages with their releases, adoptions."""

import hashlib
from datetime import timedelta
from typing import Any

from bench.seeding.boards import PHASES, Boards
from bench.seeding.ground import PDF, SHARED, Ground
from bench.seeding.people import People
from bench.seeding.plan import Plan
from cocreation.models import Follow, Project, ProjectMember
from core.models import OutboxItem, Writing
from juries.models import Award
from transfer.models import (
    Adoption,
    AdoptionTask,
    FollowUp,
    Manual,
    Package,
    ReadinessItem,
    Release,
    ReplicationStep,
    SourceArchive,
)
from transfer.readiness import CRITERIA

STAGES = ["interested", "evaluating", "adapting", "piloting", "in_operation", "dropped"]
ARROWS = ["evaluate", "adapt", "pilot", "operate"]


class Library:
    """What comes after the awards."""

    def __init__(self, ground: Ground, plan: Plan, people: People) -> None:
        self.ground, self.plan, self.people = ground, plan, people

    def sow_projects(self) -> list[Any]:
        """One for every second award; the first is the largest."""
        ground = self.ground
        awards = list(Award.objects.select_related("entry__challenge").order_by("pk")[::2])

        def row(n: int, award: Any) -> Project:
            return Project(
                code=ground.code(), award=award, city_id=award.entry.challenge.organisation_id,
                team_id=award.entry.organisation_id, state="pilot" if n == 0 else PHASES[n % len(PHASES)],
                title=f"Project {n}", summary=ground.short(), description=ground.text(), public=n % 5 != 4,
                starts_on=ground.days_ago(300, 200).date(), time_zone="Europe/Berlin",
                ended_at=ground.now if n and n % len(PHASES) == 5 else None,
            )  # fmt: skip

        projects = ground.sow(Project, (row(n, award) for n, award in enumerate(awards)))
        areas = ((one.pk, award.area_id) for one, award in zip(projects, awards, strict=True))
        ground.pour(Project.areas.through, ("project_id", "areaofaction_id"), areas)
        editors = self.people.editors
        seats = [(one.pk, editors[one.city_id].pk, "owner") for one in projects]
        seats += [(one.pk, editors[one.team_id].pk, "team") for one in projects]
        ground.pour(ProjectMember, ("project_id", "user_id", "role"), seats)
        sizes = [(one, 4 if number else self.plan.share(1000, 10)) for number, one in enumerate(projects)]
        Boards(ground, self.people, sizes).sow()
        followers = self.people.all[: self.plan.share(2000, 10)]
        if projects:
            ground.pour(Follow, ("user_id",), ((user.pk,) for user in followers), project_id=projects[0].pk)
        return projects

    def sow_packages(self, projects: list[Any]) -> None:
        """Each with a public release; the first with many releases, and adopted by every second city."""
        ground, cities = self.ground, self.people.cities
        ended = [one for one in projects if one.state in ("transfer", "completed")]

        def row(n: int) -> Package:
            project = ended[n] if n < len(ended) else None
            return Package(
                code=ground.code(), slug=f"package-{n}", project=project,
                publisher_id=project.city_id if project else cities[n % len(cities)].pk, title=f"Package {n}",
                summary=ground.short(), description=ground.text(), needs_money=ground.short(),
                needs_staff=ground.short(), needs_data=ground.short(), needs_law=ground.short(),
                results=ground.text(), lessons=ground.text(), known_limits=ground.short(),
                contact_name="Office", contact_email="office@bench.example",
            )  # fmt: skip

        packages = ground.sow(Package, (row(n) for n in range(self.plan.of("packages", 20))))
        ground.pour(
            ReplicationStep,
            ("package_id", "order", "title", "text"),
            ((one.pk, n, f"Step {n}", ground.short()) for one in packages for n in range(1, 4)),
        )
        self._journal(packages)
        releases = self._releases(packages)
        self._adoptions(packages, releases)

    def _releases(self, packages: list[Any]) -> list[Any]:
        ground, digest = self.ground, hashlib.sha256(PDF).hexdigest()

        def row(package: Any, number: int, state: str) -> Release:
            when = ground.days_ago(600 - number, 300 - number) if number < 250 else ground.days_ago(60)
            return Release(
                code=ground.code(),
                package=package,
                number=f"1.{number}.0",
                state=state,
                notes=ground.short(),
                approved_by=self.people.coordinator,
                approved_at=when,
                bag=SHARED,
                bag_size=len(PDF),
                bag_sha256=digest,
                bag_sha512=digest,
                published_at=when,
                rechecked_on=when.date(),
                created_at=when,
            )

        older = [row(packages[0], n + 1, "superseded") for n in range(self.plan.share(200, 3))]
        drafts = [row(one, 1, "draft" if n % 2 else "in_review") for n, one in enumerate(packages[1::10])]
        for draft in drafts:
            draft.bag = draft.bag_sha256 = draft.bag_sha512 = ""
            draft.published_at = draft.approved_at = draft.approved_by = draft.rechecked_on = None
        newest = ground.sow(Release, (row(one, 0, "published") for one in packages))
        rows = newest + ground.sow(Release, older + drafts)
        path = [("send_to_review", "draft", "in_review"), ("publish", "in_review", "published")]
        ground.tell(newest, path, ground.now, self.people.coordinator)
        ground.pour(
            Manual,
            ("release_id", "audience", "audience_title", "title", "text"),
            (
                (one.pk, audience, audience.capitalize(), f"Manual for {audience}", ground.text())
                for one in rows
                for audience in ("administrators", "vendors")
            ),
        )
        ground.pour(
            SourceArchive,
            ("release_id",),
            ((one.pk,) for one in rows),
            repository_url="https://code.bench.example/solution",
            tag="main",
        )
        ground.pour(
            ReadinessItem,
            ("release_id", "key"),
            ((one.pk, key) for one in rows for key, _title in CRITERIA),
            met="met",
            evidence="See the manuals.",
        )
        lines = [(one.pk, self.people.coordinator.pk) for one in rows]
        ground.audit(lines, Release, "add manual", audience="vendors", language="en")
        ground.audit(lines, Release, "assess readiness")
        return newest

    def _adoptions(self, packages: list[Any], releases: list[Any]) -> None:
        ground, cities = self.ground, self.people.cities

        def row(n: int, package: int, city: Any) -> Adoption:
            stage = STAGES[n % len(STAGES)]
            return Adoption(
                code=ground.code(), package=packages[package], release=releases[package], organisation=city,
                state=stage, contact=self.people.editors[city.pk], public=n % 4 != 3, story=ground.text(),
                drop_reason="No budget." if stage == "dropped" else "",
                in_operation_since=ground.days_ago(200) if stage == "in_operation" else None,
                created_by=self.people.editors[city.pk], created_at=ground.days_ago(300),
            )  # fmt: skip

        pairs = [(0, city) for city in cities[::2]]
        pairs += [(n, cities[(n * 3 + k) % len(cities)]) for n in range(1, len(packages)) for k in (0, 1)]
        adoptions = ground.sow(Adoption, (row(n, *pair) for n, pair in enumerate(pairs)))
        for place, stage in enumerate(STAGES[:5]):
            reached = STAGES[: place + 1]
            steps = zip(ARROWS, reached, reached[1:], strict=False)
            ground.tell((one for one in adoptions if one.state == stage), list(steps), ground.now, None)
        ground.pour(
            AdoptionTask,
            ("adoption_id", "order", "title", "text"),
            ((one.pk, n, f"Step {n}", ground.short()) for one in adoptions for n in range(1, 4)),
        )
        ground.audit(((one.pk, one.contact_id) for one in adoptions), Adoption, "register")
        self._follow_ups([one for one in adoptions if one.state == "in_operation"])

    def _follow_ups(self, adoptions: list[Any]) -> None:
        """What each city in operation is asked: the first question is due, of two one has its answer."""
        ground = self.ground
        today = ground.now.date()

        def row(n: int, one: Any, months: int, due: int) -> tuple:
            answered = months == 6 and n % 2 == 0
            given = (ground.text(), ground.now, one.contact_id) if answered else ("", None, None)
            return one.pk, months, today + timedelta(days=due), *given

        ground.pour(
            FollowUp,
            ("adoption_id", "months", "due_on", "answer", "answered_at", "answered_by_id"),
            (
                row(n, one, months, due)
                for n, one in enumerate(adoptions)
                for months, due in ((6, -17), (12, 165))
            ),
        )
        ground.pour(
            OutboxItem,
            ("dedupe", "payload"),
            ((f"follow-up:{one.code}:12", {"adoption": one.code, "months": 12}) for one in adoptions),
            kind="follow_up",
            not_before=ground.now + timedelta(days=165),
        )

    def _journal(self, packages: list[Any]) -> None:
        """What was written in the packages; most in the first."""
        ground, most = self.ground, self.plan.share(1000, 10)
        lines = [(one, name) for one in packages for name in ("description", "results", "lessons")]
        lines += [(packages[0], "description")] * most
        ground.pour(
            Writing,
            ("item_id", "by_id", "field", "began_at", "ended_at", "texts"),
            (
                (one.pk, self.people.editors[one.publisher_id].pk, name, when, when, ground.rewritten())
                for one, name in lines
                if (when := ground.days_ago(300))
            ),
            item_kind=Package._meta.label_lower,
        )
