"""The sections of a challenge as its city writes it: fields, and what review will ask of them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from challenges import workflow as rules
from challenges.models import Challenge
from core.workflow import Guard


@dataclass(frozen=True)
class Section:
    """One page of the editor."""

    identifier: str
    label: Any
    hint: Any
    fields: tuple[str, ...]
    guards: tuple[Guard, ...] = ()


SECTIONS = [
    Section(
        "summary",
        _("Title and summary"),
        _("What the city needs, in one sentence that everybody understands."),
        ("title", "summary", "area", "sdgs", "prize_note"),
        (rules.has_summary,),
    ),
    Section(
        "problem", _("The problem"), _("What is wrong today, and where."), ("problem",), (rules.has_problem,)
    ),
    Section(
        "people",
        _("People affected"),
        _("Who lives with the problem, and who could help to solve it."),
        ("people_affected",),
        (rules.has_people_affected,),
    ),
    Section(
        "tried",
        _("What was tried"),
        _("What has been done so far, and why it was not enough."),
        ("tried",),
        (rules.has_tried,),
    ),
    Section(
        "outcome",
        _("Desired outcome"),
        _("What will be different, and the figures that will show it."),
        ("outcome",),
        (rules.has_outcome, rules.has_indicator_with_baseline),
    ),
    Section(
        "data",
        _("Data and constraints"),
        _("What teams may use, and what they must respect."),
        ("data_constraints",),
        (rules.has_data_constraints,),
    ),
    Section(
        "languages",
        _("Languages"),
        _("In which languages teams may answer."),
        ("language", "languages"),
        (rules.has_languages,),
    ),
    Section(
        "dates",
        _("Own dates"),
        _("Only if this challenge opens or closes at another time than the competition."),
        ("opens_at", "closes_at"),
        (rules.has_dates_in_order,),
    ),
]
BY_IDENTIFIER = {section.identifier: section for section in SECTIONS}


def missing(challenge: Challenge, section: Section) -> list[str]:
    """What review would still ask for in the section, as sentences."""
    return [str(check.reason) for check in section.guards if not check(challenge)]


def missing_elsewhere(challenge: Challenge) -> list[str]:
    """What hinders review but stands in no section."""
    others = (rules.has_sound_criteria, rules.has_receiving_competition)
    return [str(check.reason) for check in others if not check(challenge)]


def tasks(challenge: Challenge, url_of: Callable[[str], str]) -> list[dict[str, Any]]:
    """The rows of the task list; a section is done when its city says so and nothing is missing."""
    rows = []
    for section in SECTIONS:
        gaps = missing(challenge, section)
        marked = section.identifier in challenge.sections_done
        optional = section.identifier == "dates" and not gaps
        status = _("To do")
        if not gaps:
            status = _("Done") if marked else _("Optional") if optional else _("Filled in")
        elif marked:
            status = _("Something is missing")
        rows.append(
            {
                "label": section.label,
                "hint": section.hint,
                "url": url_of(section.identifier),
                "done": not gaps and (marked or optional),
                "status": status,
                "tone": "warn" if marked and gaps else "brand",
                "missing": gaps,
            }
        )
    return rows
