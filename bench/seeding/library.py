"""Projects with their boards, packages with their releases, adoptions."""

import hashlib
from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from bench.seeding.entries import PDF
from bench.seeding.ground import Ground
from bench.seeding.people import People
from bench.seeding.plan import Plan
from cocreation.models import (
    Follow,
    Gate,
    Indicator,
    Milestone,
    Project,
    ProjectDecision,
    ProjectMember,
    Reading,
    Risk,
    Update,
)
from juries.models import Award
from transfer.models import (
    Adoption,
    AdoptionTask,
    Manual,
    Package,
    ReadinessItem,
    Release,
    ReplicationStep,
)
from transfer.readiness import CRITERIA

BAG = "bags/bench/package.zip"  # one tiny file for all rows
PHASES = ["idea", "prototype", "pilot", "consolidation", "transfer", "completed"]
STAGES = ["interested", "evaluating", "adapting", "piloting", "in_operation", "dropped"]


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
        through = Project.areas.through
        ground.sow(
            through,
            (
                through(project=one, areaofaction_id=award.area_id)
                for one, award in zip(projects, awards, strict=True)
            ),
        )
        seats = []
        for one in projects:
            seats.append(ProjectMember(project=one, user=self.people.editors[one.city_id], role="owner"))
            seats.append(ProjectMember(project=one, user=self.people.editors[one.team_id], role="team"))
        ground.sow(ProjectMember, seats)
        for number, one in enumerate(projects):
            self._board(one, self.plan.share(1000, 10) if number == 0 else 4)
        followers = self.people.all[: self.plan.share(2000, 10)]
        ground.sow(Follow, (Follow(project=projects[0], user=user) for user in followers))
        return projects

    def _board(self, project: Any, size: int) -> None:
        ground, owner = self.ground, self.people.editors[project.city_id]
        today = ground.now.date()

        def milestone(n: int) -> Milestone:
            done = n % 3 == 0
            return Milestone(
                code=ground.code(),
                project=project,
                title=f"Step {n}",
                description=ground.short(),
                starts_on=today - timedelta(days=n % 200),
                due_on=today + timedelta(days=n % 100 - 30 + n % 200),
                state="done" if done else ("in_work", "planned")[n % 2],
                evidence="Report." if done else "",
                done_at=ground.now if done else None,
            )

        path = [("begin", "planned", "in_work"), ("finish", "in_work", "done")]
        made = []
        for n in range(size):
            row = milestone(n)
            row.due_on = max(row.due_on, row.starts_on)
            made.append(row)
        ground.sow(Milestone, made)
        ground.tell((one for one in made if one.state == "done"), path, ground.now, owner)
        gates = {"verdict": "proceed", "decided_by": owner, "decided_at": ground.now}
        texts = {name: ground.short() for name in ("economic", "organisational", "financial", "technical")}
        ground.sow(
            Gate,
            (
                Gate(code=ground.code(), project=project, phase=phase, **gates, **texts)
                for phase in PHASES[: min(PHASES.index(project.state), 4)]
            ),
        )
        indicators = ground.sow(
            Indicator,
            (
                Indicator(
                    code=ground.code(), project=project, name=f"Indicator {n}", unit="people", baseline=0,
                    target=100, order=n, rhythm="weekly",
                )
                for n in range(max(2, size // 50))
            ),
        )  # fmt: skip
        ground.sow(
            Reading,
            (
                Reading(
                    code=ground.code(),
                    indicator=one,
                    measured_on=today - timedelta(days=7 * n),
                    value=n % 100,
                    by=owner,
                )
                for one in indicators
                for n in range(min(size, 150))
            ),
        )
        common = {"project": project}
        ground.sow(
            Update,
            (
                Update(
                    **common, code=ground.code(), title=f"News {n}", text=ground.text(), by=owner,
                    published_at=ground.days_ago(200) if n % 6 else None,
                )
                for n in range(size)
            ),
        )  # fmt: skip
        ground.sow(
            Risk,
            (
                Risk(**common, code=ground.code(), title=f"Risk {n}", response=ground.short())
                for n in range(size // 2)
            ),
        )
        ground.sow(
            ProjectDecision,
            (
                ProjectDecision(
                    **common, code=ground.code(), title=f"Decision {n}", reason=ground.short(), by=owner
                )
                for n in range(size // 2)
            ),
        )

    def sow_packages(self, projects: list[Any]) -> None:
        """Each with a public release; the first with many releases, and adopted by every second city."""
        ground, cities = self.ground, self.people.cities
        if not default_storage.exists(BAG):
            default_storage.save(BAG, ContentFile(PDF))
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
        ground.sow(
            ReplicationStep,
            (
                ReplicationStep(package=one, order=n, title=f"Step {n}", text=ground.short())
                for one in packages
                for n in range(1, 4)
            ),
        )
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
                bag=BAG,
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
        ground.sow(
            Manual,
            (
                Manual(
                    release=one, audience=audience, audience_title=audience.capitalize(), language="en",
                    title=f"Manual for {audience}", text=ground.text(),
                )
                for one in rows
                for audience in ("administrators", "vendors")
            ),
        )  # fmt: skip
        ground.sow(
            ReadinessItem,
            (
                ReadinessItem(release=one, key=key, met="met", evidence="See the manuals.")
                for one in rows
                for key, _title in CRITERIA
            ),
        )
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
        ground.tell(
            (one for one in adoptions if one.state == "evaluating"),
            [("evaluate", "interested", "evaluating")], ground.now, None,
        )  # fmt: skip
        ground.sow(
            AdoptionTask,
            (
                AdoptionTask(adoption=one, order=n, title=f"Step {n}", text=ground.short())
                for one in adoptions
                for n in range(1, 4)
            ),
        )
