"""The co-creation project of “Mi Mercado AMG”, and an invented one that is in its pilot now."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from cocreation.models import Gate, Indicator, Milestone, Project, ProjectMember, Reading, Risk, Update
from core.models import User
from demo.texts import at, read, retell
from juries.models import Award
from network.models import Organisation

STEPS = [
    ("begin_prototype", "idea", "prototype"),
    ("begin_pilot", "prototype", "pilot"),
    ("begin_consolidation", "pilot", "consolidation"),
    ("begin_transfer", "consolidation", "transfer"),
]
STREAMS = ("economic", "organisational", "financial", "technical")
MOVES = [("begin", "planned", "in_work"), ("finish", "in_work", "done")]


def build_project(award: Award, organisations: dict[str, Organisation], people: dict[str, User]) -> Project:
    """“Mi Mercado AMG” in its transfer phase, with gates, milestones, readings and updates."""
    texts = read("project")
    owner = people["project@demo.example"]
    names = ("title", "summary", "description", "starts_on", "budget_note")
    project = Project.objects.create(
        award=award,
        city=organisations["imeplan"],
        team=organisations["team_mercado"],
        state="transfer",
        public=True,
        is_demo=True,
        **{name: texts[name] for name in names},
    )
    project.areas.set([award.area])
    ProjectMember.objects.create(project=project, user=owner, role="owner")
    ProjectMember.objects.create(project=project, user=people["mercado@demo.example"], role="team")
    for row in texts["gate"]:
        when = at(row.pop("decided_on"))
        Gate.objects.create(project=project, verdict="proceed", decided_by=owner, decided_at=when, **row)
    _tell_gates(project, owner)
    for row in texts["milestone"]:
        _milestone(project, row, owner)
    for order, row in enumerate(texts["indicator"]):
        readings = [(date.fromisoformat(day), value) for day, value in row.pop("readings")]
        # The pilot is over: nobody is reminded of further readings.
        indicator = Indicator.objects.create(project=project, order=order, rhythm="other", **row)
        _readings(indicator, readings, owner)
    for row in texts["update"]:
        _update(project, row["on"], row["title"], row["text"], owner)
    return project


def build_running_project(organisations: dict[str, Organisation], people: dict[str, User]) -> Project:
    """A project in its pilot: one milestone late, a reading due, a risk on record."""
    facts = read("project")["running"]
    owner = people[facts["owner"]]
    names = ("title", "summary", "description", "budget_total", "budget_spent", "currency")
    project = Project.objects.create(
        city=organisations[facts["city"]],
        team=organisations[facts["team"]],
        starts_on=_day(-facts["begun_days_ago"]),
        state="pilot",
        public=True,
        is_demo=True,
        **{name: facts[name] for name in names},
    )
    for role, key in (("owner", "owner"), ("mentor", "mentor"), ("team", "partner")):
        ProjectMember.objects.create(project=project, user=people[facts[key]], role=role)
    for phase, ago, *texts in facts["gates"]:
        streams = dict(zip(STREAMS, texts, strict=True))
        decided = {"decided_by": owner, "decided_at": at(_day(-ago))}
        Gate.objects.create(project=project, phase=phase, verdict="proceed", **decided, **streams)
    _tell_gates(project, owner)
    for title, starts, due, state, evidence in facts["milestones"]:
        row = {"title": title, "starts_in_days": starts, "due_in_days": due, "state": state}
        _milestone(project, row | {"evidence": evidence, "responsible": "Team"}, owner)
    fields = ("name", "unit", "direction", "baseline", "target", "lowest", "highest", "source")
    values = dict(zip(fields, facts["indicator"], strict=True))
    indicator = Indicator.objects.create(project=project, rhythm="monthly", **values)
    _readings(indicator, [(_day(days), value) for days, value in facts["readings"]], owner)
    for days, title, text in facts["updates"]:
        _update(project, _day(days), title, text, owner)
    of_risk = ("title", "likelihood", "impact", "response", "responsible_note")
    Risk.objects.create(project=project, **dict(zip(of_risk, facts["risk"], strict=True)))
    return project


def _day(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def _tell_gates(project: Project, owner: User) -> None:
    decided = [gate.decided_at for gate in project.gates.order_by("decided_at") if gate.decided_at]
    retell(project, [(*step, when) for step, when in zip(STEPS, decided, strict=False)], by=owner)


def _milestone(project: Project, row: dict[str, Any], owner: User) -> None:
    starts_on = row.get("starts_on") or _day(row["starts_in_days"])
    due_on = row.get("due_on") or _day(row["due_in_days"])
    done_on = row.get("done_on") or due_on
    milestone = Milestone.objects.create(
        project=project,
        title=row["title"],
        starts_on=starts_on,
        due_on=due_on,
        responsible_note=row["responsible"],
        state=row["state"],
        evidence=row.get("evidence", ""),
        done_at=at(done_on) if row["state"] == "done" else None,
    )
    moves = {"planned": 0, "in_work": 1, "done": 2}[row["state"]]
    when = [at(starts_on), at(done_on)]
    retell(milestone, [(*move, day) for move, day in zip(MOVES[:moves], when, strict=False)], by=owner)


def _readings(indicator: Indicator, values: list[tuple[date, float]], owner: User) -> None:
    Reading.objects.bulk_create(
        Reading(indicator=indicator, measured_on=day, value=value, by=owner, at=at(day))
        for day, value in values
    )


def _update(project: Project, day: date, title: str, text: str, owner: User) -> None:
    moment = at(day)
    values = {"title": title, "text": text, "language": "en", "public": True, "by": owner}
    Update.objects.create(project=project, created_at=moment, published_at=moment, **values)
