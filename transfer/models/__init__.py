"""Packages with their releases, and adoptions by other cities."""

from transfer.models.adoption import Adoption, AdoptionRecord, AdoptionTask, FollowUp
from transfer.models.package import Package, ReplicationStep
from transfer.models.release import Manual, ReadinessItem, Release, ReleaseRecord, SourceArchive

__all__ = [
    "Adoption",
    "AdoptionRecord",
    "AdoptionTask",
    "FollowUp",
    "Manual",
    "Package",
    "ReadinessItem",
    "Release",
    "ReleaseRecord",
    "ReplicationStep",
    "SourceArchive",
]
