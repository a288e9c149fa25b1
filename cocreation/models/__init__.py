"""Projects and everything on their boards."""

from cocreation.models.gate import Gate
from cocreation.models.indicator import Indicator, Reading
from cocreation.models.milestone import Milestone, MilestoneRecord
from cocreation.models.notes import ProjectDecision, ProjectDocument, Risk, Update
from cocreation.models.project import Follow, Project, ProjectMember, ProjectRecord

__all__ = [
    "Follow",
    "Gate",
    "Indicator",
    "Milestone",
    "MilestoneRecord",
    "Project",
    "ProjectDecision",
    "ProjectDocument",
    "ProjectMember",
    "ProjectRecord",
    "Reading",
    "Risk",
    "Update",
]
