"""The boards of projects: milestones, gates, indicators with readings, news, risks, decisions, history."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import pairwise
from typing import Any

from bench.seeding.ground import Ground
from bench.seeding.people import People
from cocreation.models import (
    Gate,
    Indicator,
    Milestone,
    MilestoneRecord,
    Project,
    ProjectDecision,
    ProjectRecord,
    Reading,
    Risk,
    Update,
)
from core.models import Writing

PHASES = ["idea", "prototype", "pilot", "consolidation", "transfer", "completed"]
READINGS = 150  # of an indicator, at most


class Boards:
    """The boards of some projects, each with so many things of a kind."""

    def __init__(self, ground: Ground, people: People, sizes: list[tuple[Any, int]]) -> None:
        self.ground, self.sizes = ground, sizes
        self.owner = {project.pk: people.editors[project.city_id].pk for project, _size in sizes}

    def sow(self) -> None:
        """All that stands on them."""
        ground = self.ground
        self._steps()
        self._milestones()
        self._indicators()
        texts = {name: ground.short() for name in ("economic", "organisational", "financial", "technical")}
        ground.pour(
            Gate,
            ("project_id", "decided_by_id", "phase"),
            (
                (project.pk, self.owner[project.pk], phase)
                for project, _size in self.sizes
                for phase in PHASES[: min(PHASES.index(project.state), 4)]
            ),
            verdict="proceed",
            decided_at=ground.now,
            **texts,
        )
        ground.pour(
            Update,
            ("project_id", "by_id", "title", "text", "published_at"),
            self._each(
                lambda n: (f"News {n}", ground.text(), ground.days_ago(200) if n % 6 else None), by=True
            ),
        )
        ground.pour(
            Risk,
            ("project_id", "title", "response"),
            self._each(lambda n: (f"Risk {n}", ground.short()), part=2),
        )
        ground.pour(
            ProjectDecision,
            ("project_id", "by_id", "title", "reason"),
            self._each(lambda n: (f"Decision {n}", ground.short()), by=True, part=2),
        )

    def _each(self, row: Callable[[int], tuple], *, by: bool = False, part: int = 1) -> Iterator[tuple]:
        """A row for each of the numbers up to a board's size, or a part of it."""
        for project, size in self.sizes:
            head = (project.pk, self.owner[project.pk]) if by else (project.pk,)
            yield from ((*head, *row(n)) for n in range(size // part))

    def _steps(self) -> None:
        """How each came into its phase, and who edited what on its board and in its texts."""
        ground = self.ground
        for phase in PHASES:
            reached = PHASES[: PHASES.index(phase) + 1]
            steps = [(_arrow(two), one, two) for one, two in pairwise(reached)]
            of_it = (project.pk for project, _size in self.sizes if project.state == phase)
            ground.tell_of(ProjectRecord, of_it, steps, ground.now, None)
        lines = [(project.pk, self.owner[project.pk]) for project, size in self.sizes for _n in range(size)]
        ground.audit(lines, Project, "milestone_edited", code="bench")
        ground.pour(
            Writing,
            ("item_id", "by_id", "began_at", "ended_at", "texts"),
            (
                (pk, by, when - timedelta(minutes=9), when, ground.rewritten())
                for pk, by in lines
                if (when := ground.days_ago(300))
            ),
            item_kind=Project._meta.label_lower,
            field="description",
        )

    def _milestones(self) -> None:
        ground, today = self.ground, self.ground.now.date()

        def milestone(n: int) -> tuple:
            begins, done = today - timedelta(days=n % 200), n % 3 == 0
            due = max(begins, today + timedelta(days=n % 100 - 30 + n % 200))
            state = "done" if done else ("in_work", "planned")[n % 2]
            evidence, done_at = ("Report.", ground.now) if done else ("", None)
            return f"Step {n}", ground.short(), begins, due, state, evidence, done_at

        names = ["project_id", "title", "description", "starts_on", "due_on", "state", "evidence", "done_at"]
        rows = list(self._each(milestone))
        numbers = ground.pour(Milestone, names, rows)
        path = [("begin", "planned", "in_work"), ("finish", "in_work", "done")]
        done = (number for number, row in zip(numbers, rows, strict=True) if row[5] == "done")
        ground.tell_of(MilestoneRecord, done, path, ground.now, None)

    def _indicators(self) -> None:
        ground, today = self.ground, self.ground.now.date()
        rows = [
            (project.pk, f"Indicator {n}", n)
            for project, size in self.sizes
            for n in range(max(min(size // 2, 8), size // 50))
        ]
        numbers = ground.pour(
            Indicator,
            ("project_id", "name", "order"),
            rows,
            unit="people",
            baseline=0,
            target=100,
            rhythm="weekly",
        )
        sizes = {project.pk: min(size, READINGS) for project, size in self.sizes}
        ground.pour(
            Reading,
            ("indicator_id", "by_id", "measured_on", "value"),
            (
                (number, self.owner[row[0]], today - timedelta(days=7 * n), n % 100)
                for number, row in zip(numbers, rows, strict=True)
                for n in range(sizes[row[0]])
            ),
        )


def _arrow(phase: str) -> str:
    return "complete" if phase == "completed" else f"begin_{phase}"
