"""What of an entry is filled in, and what is missing before it can be handed in."""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from challenges.models.form import BASICS, FILES

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


def count_words(text: str) -> int:
    """Words as a reader counts them: what stands between blanks."""
    return len(re.findall(r"\S+", text or ""))


def parts_of(entry: Any) -> list[Part]:
    """The sections of the competition's form, in order, with the entry's answers; three queries."""
    by_question = {answer.question_id: answer for answer in entry.answers.all()}
    parts = []
    sections = entry.challenge.competition.form_sections.prefetch_related("questions")
    for section in sections:
        questions = [question for question in section.questions.all() if question.retired_at is None]
        answers = {one.identifier: by_question[one.pk] for one in questions if one.pk in by_question}
        parts.append(
            Part(section.identifier, section.title, section.help, questions, answers, entry.submitted_at)
        )
    return parts


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


def _gaps_of_basics(entry: Any) -> list[Gap]:
    found = []
    if not entry.title.strip():
        found.append(Gap(BASICS, "title", _("Title"), _("Give the entry a title.")))
    if not entry.summary.strip():
        found.append(Gap(BASICS, "summary", _("Summary"), _("Write a summary.")))
    elif (over := count_words(entry.summary) - SUMMARY_WORDS) > 0:
        found.append(Gap(BASICS, "summary", _("Summary"), _too_long(over)))
    return found


def _gap_of(part: Part, question: Any) -> Gap | None:
    text = part.text(question).strip()
    reason = ""
    if not text and part.needs(question):
        reason = _("This answer is missing.")
    elif question.word_limit and (over := count_words(text) - question.word_limit) > 0:
        reason = _too_long(over)
    elif text and not _is_of_kind(text, question):
        reason = _wrong_kind(question)
    return Gap(part.identifier, question.identifier, question.label, reason) if reason else None


def _is_of_kind(text: str, question: Any) -> bool:
    if question.kind == "choice":
        return text in question.choices
    if question.kind == "number":
        return bool(re.fullmatch(r"-?\d{1,15}([.,]\d{1,6})?", text))
    if question.kind == "url":
        return bool(re.fullmatch(r"https?://[^\s/]+\.[^\s]+", text))
    return True


def _wrong_kind(question: Any) -> str:
    return {
        "choice": _("Choose one of the offered answers."),
        "number": _("Write a number in digits, such as 48000."),
        "url": _("Write a web address that begins with https://."),
    }[question.kind]


def _too_long(over: int) -> str:
    return ngettext("Too long by %d word.", "Too long by %d words.", over) % over


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
