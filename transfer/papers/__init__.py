"""The papers of a release, each a pure function of plain facts."""

from transfer.papers.citation import citation, reuse_toml
from transfer.papers.crate import crate_metadata, crate_preview
from transfer.papers.facts import ManualFacts, PayloadFile, ReleaseFacts
from transfer.papers.publiccode import publiccode
from transfer.papers.readme import changelog, readme
from transfer.papers.replication import checklist_json, standard_json

__all__ = [
    "ManualFacts",
    "PayloadFile",
    "ReleaseFacts",
    "changelog",
    "checklist_json",
    "citation",
    "crate_metadata",
    "crate_preview",
    "publiccode",
    "readme",
    "reuse_toml",
    "standard_json",
]
