"""Panels, jurors, assignments, scorecards, deliberation, awards."""

from juries.models.assignment import (
    Assignment,
    AssignmentRecord,
    Conflict,
    CriterionScore,
    Scorecard,
    scale_of,
)
from juries.models.decision import Award, Decision, Meeting, Motion
from juries.models.panel import Juror, JurorInvitation, Panel, PanelRecord
from juries.models.record import JuryRecord

__all__ = [
    "Assignment",
    "AssignmentRecord",
    "Award",
    "Conflict",
    "CriterionScore",
    "Decision",
    "Juror",
    "JurorInvitation",
    "JuryRecord",
    "Meeting",
    "Motion",
    "Panel",
    "PanelRecord",
    "Scorecard",
    "scale_of",
]
