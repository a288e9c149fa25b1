"""The call: competition, areas, form, criteria; challenges, indicators, questions; imports."""

from challenges.models.challenge import Challenge, ChallengeIndicator, ChallengeRecord, Question
from challenges.models.competition import AreaOfAction, Competition, CompetitionRecord
from challenges.models.correction import Correction
from challenges.models.form import Criterion, EligibilityRule, FormQuestion, FormSection
from challenges.models.imports import ImportRun
from challenges.models.partner import PartnerAnswer, PartnerNotice
from challenges.models.partnership import Partnership
from challenges.models.resource import Resource

__all__ = [
    "AreaOfAction",
    "Challenge",
    "ChallengeIndicator",
    "ChallengeRecord",
    "Competition",
    "CompetitionRecord",
    "Correction",
    "Criterion",
    "EligibilityRule",
    "FormQuestion",
    "FormSection",
    "ImportRun",
    "PartnerAnswer",
    "PartnerNotice",
    "Partnership",
    "Question",
    "Resource",
]
