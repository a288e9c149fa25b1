"""The entry form before anybody fills it in: to read, to print, and to draft in."""

from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from challenges.answers import help_of, terms_of
from challenges.models import Competition
from core.odt import Paper, odt_of


class Blank(NamedTuple):
    """One question as it is read: its words, what may be written, and what to choose from."""

    label: str
    terms: str
    help: str
    choices: list[str]


class BlankSection(NamedTuple):
    """One page of the form."""

    title: str
    help: str
    questions: list[Blank]


def blank_form(competition: Competition) -> list[BlankSection]:
    """The sections with their questions in force; two queries."""
    sections = competition.form_sections.prefetch_related("questions__shown_if")
    return [
        BlankSection(
            section.title,
            section.help,
            [_blank(one, competition.time_zone) for one in section.questions.all() if not one.retired_at],
        )
        for section in sections
    ]


def _blank(question: Any, zone: str) -> Blank:
    choices = question.choices if question.kind in ("choice", "several") else []
    return Blank(question.label, " · ".join(terms_of(question, zone)), help_of(question), choices)


def odt_to_draft_in(competition: Competition, *, language: str) -> bytes:
    """The form as an OpenDocument text with room below each question."""
    paper = Paper(_("Entry form: %(title)s") % {"title": competition.title}, language)
    paper.text(_("To draft in. An entry is handed in on the site alone, where the limits are counted."))
    for section in blank_form(competition):
        paper.heading(section.title, 2)
        paper.text(section.help)
        for one in section.questions:
            paper.heading(one.label, 3)
            paper.note(one.terms)
            paper.text(one.help)
            paper.items(one.choices)
            paper.text("")
    return odt_of(paper)


def size_of(sections: list[BlankSection]) -> str:
    """How long the form is, in words."""
    n = sum(len(section.questions) for section in sections)
    return ngettext("%d question", "%d questions", n) % n
