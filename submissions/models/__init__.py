"""Entries and what belongs to them."""

from submissions.models.entry import Answer, Attachment, Entry, EntryRecord
from submissions.models.screening import Clarification, EligibilityCheck, Extension, Proposal
from submissions.models.team import Contributor, ContributorInvitation
from submissions.models.version import EntryVersion

__all__ = [
    "Answer",
    "Attachment",
    "Clarification",
    "Contributor",
    "ContributorInvitation",
    "EligibilityCheck",
    "Entry",
    "EntryRecord",
    "EntryVersion",
    "Extension",
    "Proposal",
]
