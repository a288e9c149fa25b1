"""Entries with their team, answers, versions, files, checks and history."""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from bench.seeding.calls import LANGUAGES, Sown
from bench.seeding.ground import Ground
from bench.seeding.people import People
from core.models import StoredFile
from submissions.completeness import BASICS
from submissions.models import (
    Answer,
    Attachment,
    Clarification,
    Contributor,
    EligibilityCheck,
    Entry,
    EntryVersion,
)
from submissions.models.version import digest_of

PART = 1000  # entries at a time
PDF = b"%PDF-1.4\n%%EOF\n"
SHARED = "files/bench/plan.pdf"  # one tiny file for all rows
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
    """The entries of a competition, a thousand at a time, each with its newest version as `version_now`."""
    if not default_storage.exists(SHARED):
        default_storage.save(SHARED, ContentFile(PDF))
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
    ground.sow(
        Answer,
        (
            Answer(
                entry=one, question=question, text=text, saved_by=people.editors[one.organisation_id],
                saved_at=one.saved_at,
            )
            for one, texts in zip(made, words, strict=True)
            for question, text in zip(sown.questions, texts, strict=True)
        ),
    )  # fmt: skip
    files = _files(ground, people, made)
    _versions(ground, people, sown, list(zip(made, words, files, strict=True)))
    _checks(ground, people, sown, made)
    for state, path in PATHS.items():
        ground.tell((one for one in made if one.state == state), path, closes, people.coordinator)
    return made


def _teams(ground: Ground, people: People, made: list[Any]) -> None:
    seats = []
    for number, one in enumerate(made):
        lead = people.editors[one.organisation_id]
        other = people.all[-1 - number % (len(people.all) // 3)]
        seats.append(Contributor(entry=one, user=lead, role="lead"))
        if other.pk != lead.pk:
            seats.append(
                Contributor(entry=one, user=other, role="viewer" if number % 3 == 2 else "contributor")
            )
    ground.sow(Contributor, seats)


def _files(ground: Ground, people: People, made: list[Any]) -> list[Any]:
    """A file for every second entry; the rows share one."""
    digest = hashlib.sha256(PDF).hexdigest()
    having = [one for number, one in enumerate(made) if number % 2 == 0]
    stored = ground.sow(
        StoredFile,
        (
            StoredFile(
                file=SHARED, original_name="plan.pdf", kind="pdf", size=len(PDF), sha256=digest, scan="clean",
                uploaded_by=people.editors[one.organisation_id], uploaded_at=one.saved_at,
            )
            for one in having
        ),
    )  # fmt: skip
    ground.sow(
        Attachment,
        (
            Attachment(
                entry=one, file=file, title="Plan of the street",
                added_by=people.editors[one.organisation_id], added_at=one.saved_at,
            )
            for one, file in zip(having, stored, strict=True)
        ),
    )  # fmt: skip
    by_entry = dict(zip((one.pk for one in having), stored, strict=True))
    return [by_entry.get(one.pk) for one in made]


def _versions(ground: Ground, people: People, sown: Sown, made: list[Any]) -> None:
    handed_in = [row for row in made if row[0].submitted_at]
    rows = [
        _version(people, one, number, _content(sown, one, texts, file))
        for place, (one, texts, file) in enumerate(handed_in)
        for number in range(1, 3 if place % 10 == 9 else 2)
    ]
    for version in ground.sow(EntryVersion, rows):
        version.entry.version_now = version


def _version(people: People, one: Any, number: int, content: dict[str, Any]) -> EntryVersion:
    return EntryVersion(
        entry=one, number=number, content=content, sha256=digest_of(content),
        receipt_number=f"{one.code.upper()}-{number}", submitted_at=one.submitted_at,
        submitted_by=people.editors[one.organisation_id],
    )  # fmt: skip


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
    attachment = {
        "file": str(file.public_id), "name": file.original_name, "sha256": file.sha256, "size": file.size,
        "title": "Plan of the street", "alternative_text": "",
    } if file else None  # fmt: skip
    return {
        "title": one.title,
        "summary": one.summary,
        "language": one.language,
        "sections": sections,
        "attachments": [attachment] if attachment else [],
    }


def _checks(ground: Ground, people: People, sown: Sown, made: list[Any]) -> None:
    def check(one: Any, rule: Any, place: int) -> EligibilityCheck:
        refused = one.state == "ineligible" and place == 0
        return EligibilityCheck(
            entry=one,
            rule=rule,
            verdict="no" if refused else "yes",
            reason=ground.short() if refused else "",
            by=people.coordinator,
            at=_later(sown, ground),
        )

    checked = [one for one in made if one.state in CHECKED]
    ground.sow(
        EligibilityCheck,
        (check(one, rule, place) for one in checked for place, rule in enumerate(sown.rules)),
    )
    ground.sow(
        Clarification,
        (
            Clarification(
                entry=one, sections=[BASICS], message=ground.short(), due_at=ground.now,
                asked_by=people.coordinator,
            )
            for one in made
            if one.state == "clarification"
        ),
    )  # fmt: skip


def _later(sown: Sown, ground: Ground) -> datetime:
    return min(sown.competition.closes_at, ground.now)
