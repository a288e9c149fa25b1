"""Entries with their answers, the version that was handed in, and its receipt."""

from datetime import datetime
from typing import Any

from challenges.models import Challenge, FormQuestion
from core.models import User
from demo.texts import retell
from network.models import Organisation
from submissions.models import Answer, Contributor, EligibilityCheck, Entry, EntryVersion
from submissions.models.version import digest_of
from submissions.versions import working_content

PATH = {
    "draft": [],
    "submitted": ["submit"],
    "eligible": ["submit", "accept"],
    "awarded": ["submit", "accept", "award"],
    "not_awarded": ["submit", "accept", "decline"],
}
TARGET = {"submit": "submitted", "accept": "eligible", "award": "awarded", "decline": "not_awarded"}


def build_entry(
    challenge: Challenge,
    row: dict[str, Any],
    *,
    team: Organisation,
    lead: User,
    state: str,
    moments: dict[str, datetime],
) -> Entry:
    """An entry in that state; `moments` dates its steps by the transition's name."""
    entry = Entry.objects.create(
        challenge=challenge,
        organisation=team,
        title=row["title"],
        summary=row["summary"],
        language=row["language"],
        state=state,
        submitted_at=moments["submit"] if state != "draft" else None,
        is_demo=True,
    )
    Contributor.objects.create(entry=entry, user=lead, role=Contributor.Role.LEAD)
    questions = FormQuestion.objects.filter(section__competition=challenge.competition).select_related(
        "section"
    )
    answers = [
        Answer(entry=entry, question=question, text=row[question.identifier], saved_by=lead)
        for question in questions
        if row.get(question.identifier)
    ]
    Answer.objects.bulk_create(answers)
    if state != "draft":
        _hand_in(entry, lead, moments["submit"])
    if "accept" in PATH[state]:
        _check(entry, moments["accept"])
    source, steps = "draft", []
    for name in PATH[state]:
        steps.append((name, source, TARGET[name], moments[name]))
        source = TARGET[name]
    retell(entry, steps, by=lead if state == "submitted" else None)
    return entry


def _hand_in(entry: Entry, lead: User, when: datetime) -> None:
    content = working_content(Entry.objects.get(pk=entry.pk))
    EntryVersion.objects.create(
        entry=entry,
        number=1,
        content=content,
        sha256=digest_of(content),
        receipt_number=f"{entry.code.upper()}-1",
        submitted_at=when,
        submitted_by=lead,
    )


def _check(entry: Entry, when: datetime) -> None:
    judged = {"entry": entry, "version": entry.version_in_force(), "verdict": "yes", "at": when}
    EligibilityCheck.objects.bulk_create(
        EligibilityCheck(rule=rule, rule_text=rule.text, **judged)
        for rule in entry.challenge.competition.eligibility_rules.all()
    )
