"""What of an entry is filled in, and what is missing before it can be handed in."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from challenges.answers import fault_of, too_long
from challenges.models.form import BASICS, FILES
from core.counting import count_words
from submissions.asked import asked

SUMMARY_WORDS = 120


@dataclass(frozen=True)
class Gap:
    """One thing that keeps an entry from being handed in: where, what, and the sentence to show there."""

    section: str
    field: str
    label: str
    reason: str


@dataclass
class Part:
    """One section of an entry's form with its questions in force and the team's answers."""

    identifier: str
    title: str
    help: str
    questions: list[Any]
    answers: dict[str, Any]  # question identifier → Answer
    handed_in_at: datetime | None = None  # of the entry; what was asked later it need not answer
    hidden: list[Any] = field(default_factory=list)  # in force, but not asked after the answers so far
    files: dict[str, str] = field(default_factory=dict)  # of the entry, by identifier; where a question asks

    def text(self, question: Any) -> str:
        """What the team wrote there, or nothing."""
        answer = self.answers.get(question.identifier)
        return answer.text if answer else ""

    def version(self, question: Any) -> int:
        """The entry's version when that answer last changed."""
        answer = self.answers.get(question.identifier)
        return answer.version if answer else 0

    @cached_property
    def required(self) -> list[Any]:
        """The questions that must be answered."""
        return [question for question in self.questions if self.needs(question)]

    def needs(self, question: Any) -> bool:
        """Whether this entry must answer the question."""
        return question.is_needed(self.handed_in_at)

    def stands(self, question: Any) -> bool:
        """Whether the answer was handed in as it is: limits that came later do not bind it."""
        answer = self.answers.get(question.identifier)
        return bool(self.handed_in_at and answer and answer.text and answer.saved_at <= self.handed_in_at)

    def known(self) -> list[Any]:
        """All questions that have an answer here: what is not asked any more is kept."""
        return [*self.questions, *self.hidden]

    def is_fixed(self, question: Any) -> bool:
        """Whether the answer that stands there can no longer be changed."""
        answer = self.answers.get(question.identifier)
        return bool(answer and answer.text and question.is_fixed(answer.saved_at))


def parts_of(entry: Any) -> list[Part]:
    """The sections of the competition's form, in order, with the entry's answers; three queries.

    A fourth, for its files, where a question asks for one.
    """
    by_question = {answer.question_id: answer for answer in entry.answers.all()}
    sections = list(entry.challenge.competition.form_sections.prefetch_related("questions"))
    in_force = [
        question for section in sections for question in section.questions.all() if not question.retired_at
    ]
    open_ones = asked(in_force, {key: answer.text for key, answer in by_question.items()})
    files = _files_of(entry) if any(one.kind == "file" for one in in_force) else {}
    return [_part(entry, section, in_force, open_ones, by_question, files) for section in sections]


def empty_parts(competition: Any) -> list[Part]:
    """The sections of a competition's form without any entry, with all questions in force; three queries."""
    return [
        Part(
            section.identifier,
            section.title,
            section.help,
            [one for one in section.questions.all() if not one.retired_at],
            {},
        )
        for section in competition.form_sections.prefetch_related("questions__shown_if")
    ]


def _part(
    entry: Any, section: Any, in_force: list[Any], open_ones: set[int], by_question: dict, files: dict
) -> Part:
    own = [one for one in in_force if one.section_id == section.pk]
    return Part(
        section.identifier,
        section.title,
        section.help,
        questions=[one for one in own if one.pk in open_ones],
        answers={one.identifier: by_question[one.pk] for one in own if one.pk in by_question},
        handed_in_at=entry.submitted_at,
        hidden=[one for one in own if one.pk not in open_ones],
        files=files,
    )


def _files_of(entry: Any) -> dict[str, str]:
    kept = (one for one in entry.attachments.select_related("file") if one.removed_at is None)
    return {str(one.file.public_id): one.title or one.file.original_name for one in kept}


def gaps(entry: Any, parts: list[Part] | None = None) -> list[Gap]:
    """Everything that is missing or too long, in the order of the form; empty means ready to be handed in.

    While the office has reopened named sections, only those count: the others stand as they were handed in.
    """
    found = _gaps_of_basics(entry)
    for part in parts_of(entry) if parts is None else parts:
        found += gaps_of(part)
    found += _gaps_of_files(entry)
    asked = entry.open_clarification()
    return [gap for gap in found if asked.covers(gap.section)] if asked else found


def gaps_of(part: Part) -> list[Gap]:
    """What is missing in one section."""
    return [gap for question in part.questions if (gap := _gap_of(part, question))]


def faults_of(part: Part) -> list[Gap]:
    """What of the answers given in one section cannot be read, is too long or out of range."""
    given = [question for question in part.questions if part.text(question).strip()]
    return [gap for question in given if (gap := _gap_of(part, question))]


def _gaps_of_basics(entry: Any) -> list[Gap]:
    found = []
    if not entry.title.strip():
        found.append(Gap(BASICS, "title", _("Title"), _("Give the entry a title.")))
    if not entry.summary.strip():
        found.append(Gap(BASICS, "summary", _("Summary"), _("Write a summary.")))
    elif (over := count_words(entry.summary) - SUMMARY_WORDS) > 0:
        found.append(Gap(BASICS, "summary", _("Summary"), too_long(over)))
    return found


def _gap_of(part: Part, question: Any) -> Gap | None:
    text = part.text(question).strip()
    reason = ""
    if not text and part.needs(question):
        reason = _("This answer is missing.")
    elif not part.stands(question):
        reason = fault_of(question, text, part.files)
    return Gap(part.identifier, question.identifier, question.label, reason) if reason else None


def _gaps_of_files(entry: Any) -> list[Gap]:
    return [
        Gap(FILES, "", one.title or one.file.original_name, one.file.reason)
        for one in entry.attachments.all()
        if one.removed_at is None and one.file.is_rejected()
    ]


def percent_done(entry: Any, parts: list[Part]) -> int:
    """The share of required answers that are there and short enough, from 0 to 100."""
    required = 2 + sum(len(part.required) for part in parts)
    open_fields = {(gap.section, gap.field) for gap in gaps(entry, parts) if gap.section != FILES}
    optional = {
        (part.identifier, question.identifier)
        for part in parts
        for question in part.questions
        if not part.needs(question)
    }
    return round(100 * (required - len(open_fields - optional)) / required)
