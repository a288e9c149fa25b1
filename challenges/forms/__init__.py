"""Shapes of input around the call."""

from challenges.forms.challenge import (
    AnswerForm,
    ChallengeForm,
    IndicatorForm,
    QuestionForm,
    ReasonForm,
    section_form,
)
from challenges.forms.competition import COMPETITION_FORMS, CompetitionForm, ImportForm
from challenges.forms.parts import PARTS, PartKind, part_form

__all__ = [
    "COMPETITION_FORMS",
    "PARTS",
    "AnswerForm",
    "ChallengeForm",
    "CompetitionForm",
    "ImportForm",
    "IndicatorForm",
    "PartKind",
    "QuestionForm",
    "ReasonForm",
    "part_form",
    "section_form",
]
