"""Entries with their team, answers, versions, files, checks and history."""

import hashlib
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from bench.seeding.calls import LANGUAGES, QUESTIONS, Sown
from bench.seeding.ground import PDF, SHARED, Ground
from bench.seeding.people import People
from challenges.models.form import BASICS
from core.models import StoredFile, Writing
from submissions.models import (
    Answer,
    Attachment,
    Clarification,
    Contributor,
    ContributorInvitation,
    EligibilityCheck,
    Entry,
    EntryVersion,
)
from submissions.models.version import digest_of

PART = 1000  # entries at a time
PATHS: dict[str, list[tuple[str, str, str]]] = {
    "draft": [],
    "submitted": [("submit", "draft", "submitted")],
    "clarification": [("submit", "draft", "submitted"), ("ask", "submitted", "clarification")],
    "eligible": [("submit", "draft", "submitted"), ("accept", "submitted", "eligible")],
    "ineligible": [("submit", "draft", "submitted"), ("reject", "submitted", "ineligible")],
}
PATHS["awarded"] = [*PATHS["eligible"], ("award", "eligible", "awarded")]
PATHS["not_awarded"] = [*PATHS["eligible"], ("decline", "eligible", "not_awarded")]
CHECKED = {"eligible", "ineligible", "awarded", "not_awarded"}
JUDGED = {"eligible", "awarded", "not_awarded"}


def state_of(sown: Sown, number: int) -> str:
    """How far the entry of that number is: winners first, a few that were turned down among the others."""
    if sown.call.state == "running":
        return "draft" if number % 5 < 2 else "submitted"
    if sown.call.panel == "setup":
        return ("submitted", "eligible", "clarification", "eligible", "submitted")[number % 5]
    if number % 25 == 24:
        return "ineligible"
    if sown.call.panel != "released":
        return "eligible"
    return "awarded" if number < len(sown.challenges) else "not_awarded"


def sow_entries(ground: Ground, people: People, sown: Sown) -> Iterator[list[Any]]:
    """The entries of a competition, a thousand at a time; `version_now` is their newest version's number."""
    takes = [one for one in sown.challenges if one.published_at]
    for first in range(0, sown.call.entries, PART):
        numbers = range(first, min(first + PART, sown.call.entries))
        yield _part(ground, people, sown, takes, numbers)


def _part(ground: Ground, people: People, sown: Sown, takes: list[Any], numbers: range) -> list[Any]:
    closes = min(sown.competition.closes_at, ground.now)

    def row(n: int) -> Entry:
        challenge, team = takes[n % len(takes)], n // len(takes)
        if team >= len(people.teams):
            raise ValueError(f"{sown.competition}: more entries than teams and challenges")
        state = state_of(sown, n)
        when = closes - (ground.now - ground.days_ago(14))
        return Entry(
            code=ground.code(), challenge=challenge, organisation=people.teams[team], state=state,
            title=f"Idea {n}: {ground.short()[:60]}", summary=ground.text(), language=LANGUAGES[n % 5],
            sections_done=[], submitted_at=None if state == "draft" else when, saved_at=when,
        )  # fmt: skip

    made = ground.sow(Entry, (row(n) for n in numbers))
    _teams(ground, people, made)
    words = [[ground.text() for _ in sown.questions] for _ in made]
    ground.pour(
        Answer,
        ("entry_id", "question_id", "text", "saved_by_id", "saved_at"),
        (
            (one.pk, question.pk, text, people.editors[one.organisation_id].pk, one.saved_at)
            for one, texts in zip(made, words, strict=True)
            for question, text in zip(sown.questions, texts, strict=True)
        ),
    )
    _journal(ground, people, sown, made)
    files = _files(ground, people, made)
    _versions(ground, people, sown, list(zip(made, words, files, strict=True)))
    _checks(ground, people, sown, made)
    for state, path in PATHS.items():
        ground.tell((one for one in made if one.state == state), path, closes, people.coordinator)
    return made


def _teams(ground: Ground, people: People, made: list[Any]) -> None:
    seats = []
    for number, one in enumerate(made):
        lead = people.editors[one.organisation_id].pk
        other = people.all[-1 - number % (len(people.all) // 3)].pk
        seats.append((one.pk, lead, "lead"))
        if other != lead:
            seats.append((one.pk, other, "viewer" if number % 3 == 2 else "contributor"))
    ground.pour(Contributor, ("entry_id", "user_id", "role"), seats)
    ground.audit(((one.pk, people.editors[one.organisation_id].pk) for one in made), Entry, "started")
    ground.pour(
        ContributorInvitation,
        ("token_hash", "entry_id", "email", "invited_by_id"),
        (
            (ground.code(), one.pk, f"new{one.pk}@bench.example", people.editors[one.organisation_id].pk)
            for one in made
            if one.state == "draft"
        ),
    )


def _journal(ground: Ground, people: People, sown: Sown, made: list[Any]) -> None:
    """What the team wrote in three fields of each entry, in one go each."""
    fields = [f"{BASICS}.summary", *(f"{sown.sections[0].identifier}.{name}" for name in QUESTIONS[:2])]
    ground.pour(
        Writing,
        ("item_id", "field", "by_id", "began_at", "ended_at", "texts"),
        (
            (
                one.pk,
                field,
                people.editors[one.organisation_id].pk,
                one.saved_at - timedelta(minutes=20),
                one.saved_at,
                ground.rewritten(),
            )
            for one in made
            for field in fields
        ),
        item_kind=Entry._meta.label_lower,
    )


def _files(ground: Ground, people: People, made: list[Any]) -> list[Any]:
    """A file for every second entry, as its version names it; the rows share one."""
    digest = hashlib.sha256(PDF).hexdigest()
    having = made[::2]
    names = [ground.unique() for _ in having]
    writers = [people.editors[one.organisation_id].pk for one in having]
    stored = ground.pour(
        StoredFile,
        ("public_id", "uploaded_by_id", "uploaded_at"),
        ((name, by, one.saved_at) for name, by, one in zip(names, writers, having, strict=True)),
        file=SHARED,
        original_name="plan.pdf",
        kind="pdf",
        size=len(PDF),
        sha256=digest,
        scan="clean",
    )
    ground.pour(
        Attachment,
        ("entry_id", "file_id", "added_by_id", "added_at"),
        ((one.pk, file, by, one.saved_at) for one, file, by in zip(having, stored, writers, strict=True)),
        title="Plan of the street",
    )
    told = {
        one.pk: {
            "file": str(name), "name": "plan.pdf", "sha256": digest, "size": len(PDF),
            "title": "Plan of the street", "alternative_text": "",
        }
        for one, name in zip(having, names, strict=True)
    }  # fmt: skip
    return [told.get(one.pk) for one in made]


def _versions(ground: Ground, people: People, sown: Sown, made: list[Any]) -> None:
    """One of each entry that was handed in, of every tenth a second one."""
    handed_in = [row for row in made if row[0].submitted_at]
    rows = []
    for place, (one, texts, file) in enumerate(handed_in):
        content = _content(sown, one, texts, file)
        by, digest = people.editors[one.organisation_id].pk, digest_of(content)
        for number in range(1, 3 if place % 10 == 9 else 2):
            rows.append(
                (one.pk, number, content, digest, f"{one.code.upper()}-{number}", one.submitted_at, by)
            )
    names = ("entry_id", "number", "content", "sha256", "receipt_number", "submitted_at", "submitted_by_id")
    last = {row[0]: number for number, row in zip(ground.pour(EntryVersion, names, rows), rows, strict=True)}
    for one, _texts, _file in handed_in:
        one.version_now = last[one.pk]


def _content(sown: Sown, one: Any, texts: list[str], file: Any) -> dict[str, Any]:
    answers = dict(zip((question.pk for question in sown.questions), texts, strict=True))
    sections = [
        {
            "identifier": section.identifier,
            "title": section.title,
            "answers": [
                {"identifier": each.identifier, "label": each.label, "text": answers[each.pk]}
                for each in sown.questions
                if each.section_id == section.pk
            ],
        }
        for section in sown.sections
    ]
    return {
        "title": one.title,
        "summary": one.summary,
        "language": one.language,
        "sections": sections,
        "attachments": [file] if file else [],
    }


def _checks(ground: Ground, people: People, sown: Sown, made: list[Any]) -> None:
    """The office's verdicts with their lines of audit, and what it still asks."""
    office, when = people.coordinator.pk, min(sown.competition.closes_at, ground.now)
    checked = [one for one in made if one.state in CHECKED]
    refused = ground.short()

    def check(one: Any, rule: Any, place: int) -> tuple:
        failed = one.state == "ineligible" and place == 0
        return one.pk, rule.pk, "no" if failed else "yes", refused if failed else ""

    ground.pour(
        EligibilityCheck,
        ("entry_id", "rule_id", "verdict", "reason"),
        (check(one, rule, place) for one in checked for place, rule in enumerate(sown.rules)),
        by_id=office,
        at=when,
    )
    ground.audit(
        ((one.pk, office) for one in checked for _rule in sown.rules), Entry, "rule checked", at=when
    )
    ground.pour(
        Clarification,
        ("entry_id", "message"),
        ((one.pk, ground.short()) for one in made if one.state == "clarification"),
        sections=[BASICS],
        due_at=ground.now,
        asked_by_id=office,
    )
