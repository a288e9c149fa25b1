"""Shape of what is entered about panels, conflicts, scores and decisions."""

from juries.forms.deliberation import CityDecisionForm, DecisionForm, MeetingForm, MotionForm
from juries.forms.juror import DeclarationForm, LateConflictForm, ScoreForm, TiesForm
from juries.forms.office import (
    AssignmentAddForm,
    InviteForm,
    LetterForm,
    PanelChallengesForm,
    PanelCreateForm,
    PanelForm,
    ReasonForm,
    ReleaseForm,
    SeatForm,
    VerdictForm,
)

__all__ = [
    "AssignmentAddForm",
    "CityDecisionForm",
    "DecisionForm",
    "DeclarationForm",
    "InviteForm",
    "LateConflictForm",
    "LetterForm",
    "MeetingForm",
    "MotionForm",
    "PanelChallengesForm",
    "PanelCreateForm",
    "PanelForm",
    "ReasonForm",
    "ReleaseForm",
    "ScoreForm",
    "SeatForm",
    "TiesForm",
    "VerdictForm",
]
