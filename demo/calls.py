"""Competitions with their form and rubric, and the challenges of their cities."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from challenges.models import (
    AreaOfAction,
    Challenge,
    ChallengeIndicator,
    Competition,
    Criterion,
    EligibilityRule,
    FormQuestion,
    FormSection,
    Partnership,
)
from challenges.sections import BY_IDENTIFIER
from core.models import User
from demo.texts import retell
from network.models import Organisation

GOALS = {  # of the challenges of an area
    "centres": ["8", "11"], "cohesion": ["10", "11"], "mobility": ["11", "13"], "services": ["10", "16"],
    "health": ["3", "10"], "climate": ["6", "11", "13"], "heat": ["11", "13"], "inclusion": ["5", "10"],
    "energy": ["7", "13"],
}  # fmt: skip
COMPETITION_PATH = [
    ("announce", "draft", "announced"),
    ("start", "announced", "running"),
    ("begin_judging", "running", "judging"),
    ("decide", "judging", "decided"),
    ("close", "decided", "closed"),
]
SECTIONS = list(BY_IDENTIFIER)
TEXTS = {
    "problem": "problem",
    "people": "people_affected",
    "tried": "tried",
    "outcome": "outcome",
    "data": "data_constraints",
}


def in_zone(moment: datetime, zone: str) -> datetime:
    """A wall clock time of the text file as an instant."""
    return moment.replace(tzinfo=ZoneInfo(zone))


def build_competition(office: Organisation, facts: dict[str, Any], parts: dict[str, Any]) -> Competition:
    """A competition with the areas, criteria, form and rules of `parts`."""
    competition = Competition.objects.create(office=office, is_demo=True, **facts)
    for order, area in enumerate(parts["area"]):
        AreaOfAction.objects.create(
            competition=competition, title=area["title"], motif=area["motif"], order=order
        )
    for order, row in enumerate(parts["criterion"]):
        anchors = {str(step): text for step, text in enumerate(row["anchors"])}
        Criterion.objects.create(
            competition=competition,
            order=order,
            anchors=anchors,
            **{name: row[name] for name in ("title", "description", "weight")},
        )
    for order, row in enumerate(parts["rule"]):
        EligibilityRule.objects.create(competition=competition, order=order, **row)
    for order, row in enumerate(parts["section"]):
        questions = row.get("question", [])
        section = FormSection.objects.create(
            competition=competition,
            order=order,
            **{name: value for name, value in row.items() if name != "question"},
        )
        for number, question in enumerate(questions):
            FormQuestion.objects.create(section=section, order=number, **question)
    return competition


def _name_partners(challenge: Challenge, cities: list[Any]) -> None:
    for city in cities:
        Partnership.objects.create(
            challenge=challenge,
            organisation=city,
            standing=Partnership.Standing.CONFIRMED,
            contact="Office for international work (demo data)",
        )


def build_challenge(
    competition: Competition,
    row: dict[str, Any],
    *,
    areas: dict[str, str],
    organisations: dict[str, Organisation],
    state: str,
    editor: User | None,
) -> Challenge:
    """A challenge in that state, with its indicators and the history that led there."""
    opened = competition.opens_at
    public = state in ("published", "in_selection", "decided")
    challenge = Challenge.objects.create(
        competition=competition,
        area=competition.areas.get(title=areas[row["area"]]),
        organisation=organisations[row["city"]],
        title=row["title"],
        summary=row["summary"],
        language=row["language"],
        languages=list(dict.fromkeys([row["language"], "en"])),
        sdgs=GOALS.get(row["area"], ["11"]),
        state=state,
        published_at=opened if public else None,
        sections_done=[] if state == "draft" else list(SECTIONS),
        is_demo=True,
        **{field: row.get(name, "") for name, field in TEXTS.items()},
    )
    _name_partners(challenge, [organisations[key] for key in row.get("partners", [])])
    ChallengeIndicator.objects.bulk_create(
        ChallengeIndicator(challenge=challenge, name=name, unit=unit, baseline=now, target=goal, order=order)
        for order, (name, unit, now, goal) in enumerate(row.get("indicators", []))
    )
    path = [
        ("send_to_review", "draft", "in_review"),
        ("publish", "in_review", "published"),
        ("begin_selection", "published", "in_selection"),
        ("decide", "in_selection", "decided"),
    ]
    steps = {"draft": 0, "in_review": 1, "published": 2, "in_selection": 3, "decided": 4}[state]
    when = [opened, opened, competition.closes_at, competition.judging_until or competition.closes_at]
    retell(
        challenge, [(*arrow, moment) for arrow, moment in zip(path[:steps], when, strict=False)], by=editor
    )
    return challenge


def tell_history(competition: Competition, when: list[datetime], by: User) -> None:
    """The steps that led a competition to its state, dated in their order."""
    reached = {"running": 2, "judging": 3, "closed": 5}[competition.state]
    steps = [(*arrow, moment) for arrow, moment in zip(COMPETITION_PATH[:reached], when, strict=False)]
    retell(competition, steps, by=by)
