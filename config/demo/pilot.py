"""The co-creation project of “Mi Mercado AMG”, from the award to its transfer."""

from datetime import date
from typing import Any

from cocreation.models import Gate, Indicator, Milestone, Project, ProjectMember, Reading, Update
from config.demo.texts import at, read, retell
from core.models import User
from juries.models import Award
from network.models import Organisation

STEPS = [
    ("begin_prototype", "idea", "prototype"),
    ("begin_pilot", "prototype", "pilot"),
    ("begin_consolidation", "pilot", "consolidation"),
    ("begin_transfer", "consolidation", "transfer"),
]


def build_project(award: Award, organisations: dict[str, Organisation], people: dict[str, User]) -> Project:
    """The project in its transfer phase, with gates, milestones, readings and updates."""
    texts = read("project")
    owner = people["project@demo.example"]
    project = Project.objects.create(
        award=award,
        city=organisations["imeplan"],
        team=organisations["team_mercado"],
        state="transfer",
        public=True,
        is_demo=True,
        **{name: texts[name] for name in ("title", "summary", "description", "starts_on", "budget_note")},
    )
    project.areas.set([award.area])
    for email, role in [
        ("project@demo.example", "owner"),
        ("mercado@demo.example", "team"),
        ("coordinator@demo.example", "mentor"),
    ]:
        ProjectMember.objects.create(project=project, user=people[email], role=role)
    for row in texts["gate"]:
        when = at(row.pop("decided_on"))
        Gate.objects.create(project=project, verdict="proceed", decided_by=owner, decided_at=when, **row)
    decided = [gate.decided_at for gate in project.gates.order_by("decided_at")]
    retell(project, [(*step, when) for step, when in zip(STEPS, decided, strict=True)], by=owner)
    _milestones(project, texts["milestone"], owner)
    _indicators(project, texts["indicator"], owner)
    for row in texts["update"]:
        Update.objects.create(
            project=project,
            title=row["title"],
            text=row["text"],
            language="en",
            public=True,
            by=owner,
            created_at=at(row["on"]),
            published_at=at(row["on"]),
        )
    return project


def _milestones(project: Project, rows: list[dict[str, Any]], owner: User) -> None:
    for row in rows:
        milestone = Milestone.objects.create(
            project=project,
            title=row["title"],
            starts_on=row["starts_on"],
            due_on=row["due_on"],
            responsible_note=row["responsible"],
            state="done",
            evidence=row["evidence"],
            done_at=at(row["done_on"]),
        )
        begun = ("begin", "planned", "in_work", at(row["starts_on"]))
        retell(milestone, [begun, ("finish", "in_work", "done", at(row["done_on"]))], by=owner)


def _indicators(project: Project, rows: list[dict[str, Any]], owner: User) -> None:
    for order, row in enumerate(rows):
        readings = row.pop("readings")
        indicator = Indicator.objects.create(project=project, order=order, rhythm="quarterly", **row)
        Reading.objects.bulk_create(
            Reading(
                indicator=indicator,
                measured_on=date.fromisoformat(day),
                value=value,
                by=owner,
                at=at(date.fromisoformat(day)),
            )
            for day, value in readings
        )
