"""Shapes of input."""

from transfer.forms.adoption import AdoptionEditForm, AdoptionForm, FollowUpForm, StepNoteForm, TaskForm
from transfer.forms.package import (
    BasicsForm,
    LicenceForm,
    NeedsForm,
    PackageCreateForm,
    ProjectChoiceForm,
    ResultsForm,
    StepFormSet,
)
from transfer.forms.release import (
    ManualForm,
    ReadinessForm,
    ReasonForm,
    ReleaseCreateForm,
    ReleaseForm,
    SourceForm,
)

__all__ = [
    "AdoptionEditForm",
    "AdoptionForm",
    "BasicsForm",
    "FollowUpForm",
    "LicenceForm",
    "ManualForm",
    "NeedsForm",
    "PackageCreateForm",
    "ProjectChoiceForm",
    "ReadinessForm",
    "ReasonForm",
    "ReleaseCreateForm",
    "ReleaseForm",
    "ResultsForm",
    "SourceForm",
    "StepFormSet",
    "StepNoteForm",
    "TaskForm",
]
