"""The journal of a challenge: read and taken up again by those who write it."""

from typing import Any

from django.urls import reverse

from challenges import sections
from challenges.actions.challenges import save_challenge_section
from challenges.models import Challenge
from challenges.permissions import is_challenge_editor
from core import journal
from core.models import User


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
