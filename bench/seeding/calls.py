"""Competitions with their form and rubric, and the challenges of their cities."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bench.seeding.ground import LANGUAGES, Ground
from bench.seeding.people import People
from bench.seeding.plan import Call, Plan
from challenges.models import (
    AreaOfAction,
    Challenge,
    ChallengeIndicator,
    Competition,
    Criterion,
    EligibilityRule,
    FormQuestion,
    FormSection,
    ImportRun,
    Question,
)
from challenges.sections import BY_IDENTIFIER
from core.models import Change
from demo.calls import COMPETITION_PATH
from submissions.models import Extension

WEIGHTS = (30, 25, 20, 15, 10)
QUESTIONS = ["idea", "people", "steps", "costs", "risks"]
PATH = [
    ("send_to_review", "draft", "in_review"),
    ("publish", "in_review", "published"),
    ("begin_selection", "published", "in_selection"),
    ("decide", "in_selection", "decided"),
]
REACHED = {"draft": 0, "in_review": 1, "published": 2, "in_selection": 3, "decided": 4}
DAYS = {  # since opening and to closing
    "draft": (-60, 90),
    "announced": (-10, 60),
    "running": (20, 20),
    "judging": (90, -15),
    "closed": (400, -300),
    "cancelled": (30, 30),
}


@dataclass
class Sown:
    """A competition as it was sown, with what its entries need."""

    call: Call
    competition: Competition
    challenges: list[Challenge]
    sections: list[FormSection]
    questions: list[FormQuestion]
    criteria: list[Criterion]
    rules: list[EligibilityRule]
    areas: list[AreaOfAction]


def sow_calls(ground: Ground, plan: Plan, people: People) -> list[Sown]:
    """Every competition of the plan, with its challenges."""
    return [_sow_call(ground, plan, people, number, call) for number, call in enumerate(plan.calls())]


def _sow_call(ground: Ground, plan: Plan, people: People, number: int, call: Call) -> Sown:
    since, left = DAYS[call.state]
    opens, closes = ground.now - timedelta(days=since), ground.now + timedelta(days=left)
    competition = Competition(
        code=ground.code(),
        title=f"Call {number}",
        office=people.office,
        summary=ground.short(),
        description=ground.text(),
        languages=LANGUAGES,
        time_zone="Europe/Berlin",
        opens_at=opens,
        closes_at=closes,
        judging_until=closes + timedelta(days=40),
        results_on=(closes + timedelta(days=60)).date(),
        retention_until=(ground.now + timedelta(days=900)).date(),
        state=call.state,
        blind=number % 2 == 0,
        announced_at=None if call.state == "draft" else opens,
    )
    ground.sow(Competition, [competition])
    names = [step[2] for step in COMPETITION_PATH]
    reached = names.index(call.state) + 1 if call.state in names else 0
    ground.tell([competition], COMPETITION_PATH[:reached], opens, people.coordinator)
    areas = ground.sow(
        AreaOfAction,
        (AreaOfAction(competition=competition, title=f"Area {n}", motif=n, order=n) for n in range(4)),
    )
    sections, questions = _form(ground, competition)
    criteria = ground.sow(
        Criterion,
        (
            Criterion(
                competition=competition, title=f"Criterion {n}", description=ground.short(), weight=weight,
                anchors={str(step): f"Step {step}" for step in range(6)}, order=n,
            )
            for n, weight in enumerate(WEIGHTS)
        ),
    )  # fmt: skip
    rules = ground.sow(
        EligibilityRule,
        (EligibilityRule(competition=competition, text=ground.short(), order=n) for n in range(4)),
    )
    sown = Sown(call, competition, [], sections, questions, criteria, rules, areas)
    sown.challenges = _challenges(ground, people, sown)
    _changes(ground, people, sown)
    if number < 3:
        _questions(ground, plan, people, sown)
    if call.state == "running":
        _running(ground, plan, people, sown)
    return sown


def _changes(ground: Ground, people: People, sown: Sown) -> None:
    """A call of many entries was changed more than once; each of its challenges once."""
    if not sown.competition.announced_at:
        return
    by, times = people.coordinator.pk, 2 + sown.call.entries // 100
    items = [(Competition, sown.competition.pk)] * times + [(Challenge, one.pk) for one in sown.challenges]
    fact = {"field": "summary", "before": ground.short(), "after": ground.short()}
    ground.pour(
        Change,
        ("item_kind", "item_id", "reason", "at"),
        ((of._meta.label_lower, pk, ground.short(), ground.days_ago(90)) for of, pk in items),
        weight="listed",
        facts=[fact],
        by_id=by,
    )
    ground.audit(
        ((pk, by) for of, pk in items if of is Competition), Competition, "edited", fields=["summary"]
    )
    ground.audit(((pk, by) for of, pk in items if of is Challenge), Challenge, "created")


def _running(ground: Ground, plan: Plan, people: People, sown: Sown) -> None:
    """A call that takes entries: feeds that were read, and more time for some teams."""
    report = {"read": 20, "created": 18, "unchanged": 0, "problems": [ground.short() for _ in range(2)]}
    ground.sow(
        ImportRun,
        (
            ImportRun(
                code=ground.code(), file_name="feed.json", competition=sown.competition,
                by=people.coordinator, report=report,
            )
            for _ in range(plan.share(100, 2))
        ),
    )  # fmt: skip
    teams = people.teams[: plan.share(400, 3)]
    ground.pour(
        Extension,
        ("challenge_id", "organisation_id", "reason"),
        ((sown.challenges[n % 2].pk, team.pk, ground.short()) for n, team in enumerate(teams)),
        until=sown.competition.closes_at + timedelta(days=3),
        granted_by_id=people.coordinator.pk,
    )


def _form(ground: Ground, competition: Competition) -> tuple[list[FormSection], list[FormQuestion]]:
    sections = ground.sow(
        FormSection,
        (
            FormSection(competition=competition, identifier=f"part-{n}", title=f"Part {n}", order=n)
            for n in range(2)
        ),
    )
    questions = ground.sow(
        FormQuestion,
        (
            FormQuestion(
                section=sections[n // 3],
                identifier=name,
                label=name.capitalize(),
                kind="long",
                word_limit=200,
                order=n,
            )
            for n, name in enumerate(QUESTIONS)
        ),
    )
    return sections, questions


def _state_of(call: str, number: int) -> str:
    if call in ("draft", "announced", "cancelled"):
        return "draft"
    if call == "running":
        return ["draft", "in_review", "returned"][number // 8 % 3] if number % 8 == 7 else "published"
    return "in_selection" if call == "judging" else "decided"


def _challenges(ground: Ground, people: People, sown: Sown) -> list[Challenge]:
    competition = sown.competition

    def row(n: int) -> Challenge:
        state = _state_of(competition.state, n)
        public = state in ("published", "in_selection", "decided")
        return Challenge(
            code=ground.code(), competition=competition, area=sown.areas[n % 4], state=state,
            organisation=people.cities[n % len(people.cities)], title=f"Challenge {n} of {competition.title}",
            summary=ground.short(), problem=ground.text(), people_affected=ground.text(), tried=ground.text(),
            outcome=ground.text(), data_constraints=ground.text(), language=LANGUAGES[n % 5],
            languages=["en", LANGUAGES[n % 5]], sections_done=list(BY_IDENTIFIER),
            published_at=competition.opens_at if public else None,
            returned_note="Add figures." if state == "returned" else "",
        )  # fmt: skip

    made = ground.sow(Challenge, (row(n) for n in range(sown.call.challenges)))
    ground.sow(
        ChallengeIndicator,
        (
            ChallengeIndicator(challenge=one, name="Vendors", unit="people", baseline=0, target=120)
            for one in made
        ),
    )
    for state, reached in REACHED.items():
        ground.tell(
            (one for one in made if one.state == state),
            PATH[:reached],
            competition.opens_at,
            people.coordinator,
        )
    return made


def _questions(ground: Ground, plan: Plan, people: People, sown: Sown) -> None:
    """Many on the first challenge, of which some wait for the city."""
    challenge, city = sown.challenges[0], people.editors[sown.challenges[0].organisation_id]

    def row(n: int) -> Question:
        asked: Any = ground.days_ago(60)
        answer = {"answer": ground.text(), "answered_by": city, "answered_at": asked} if n % 4 else {}
        return Question(
            challenge=challenge,
            asked_by=people.all[n % len(people.all)],
            text=ground.short(),
            asked_at=asked,
            **answer,
        )

    ground.sow(Question, (row(n) for n in range(plan.share(500, 8))))
