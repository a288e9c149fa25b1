"""The journals of competitions and challenges: read and taken up again by those who write them."""

from typing import Any

from django.urls import reverse

from challenges import sections
from challenges.actions.challenges import save_challenge_section
from challenges.actions.competitions import edit_competition
from challenges.models import Challenge, Competition
from challenges.permissions import is_challenge_editor, is_competition_coordinator
from core import journal
from core.models import User


def competition() -> journal.Journal:
    """The texts of the set-up; once others rely on them they are changed on their own page, with a reason."""
    return journal.of_fields(
        ["title", "summary", "description", "tie_rule", "policies"],
        open_to=is_competition_coordinator,
        edit=edit_competition,
        page=lambda competition: reverse("challenges:competition_edit", args=[competition.code]),
        shown=[
            *("languages", "time_zone", "opens_at", "closes_at", "tolerance_seconds", "judging_until"),
            "questions_until",
            *("results_on", "retention_until", "blind", "rounds", "reviews_per_entry", "quorum"),
            *("max_award_count", "screened_by_two"),
        ],
        needs_reason=Competition.is_relied_on,
    )


def challenge() -> journal.Journal:
    """Everything that the challenge's own editor writes."""
    return journal.Journal(
        open_to=is_challenge_editor,
        fields=lambda challenge: journal.fields_of(challenge, _section_of()),
        restore=_restore,
        page=lambda challenge, field: reverse(
            "challenges:challenge_section", args=[challenge.code, _section_of().get(field, "summary")]
        ),
        over=lambda day: Challenge.objects.filter(competition__retention_until__lt=day),
    )


def _section_of() -> dict[str, str]:
    """The section in which each field is written."""
    return {name: part.identifier for part in sections.SECTIONS for name in part.fields}


def _restore(challenge: Challenge, by: User, version: int, field: str, text: str) -> Any:
    return save_challenge_section(challenge, by=by, version=version, fields={field: text})
