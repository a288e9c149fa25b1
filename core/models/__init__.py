"""People, and the plumbing of the relay: history, audit, outbox, notices, private files, documents."""

from core.models.files import Paper, PaperSignature, RenderedDocument, StoredFile
from core.models.history import AuditEvent, Change, Made, TransitionRecord
from core.models.jobs import Job
from core.models.journal import Writing
from core.models.outbox import Notice, OutboxItem
from core.models.people import Anyone, User, UserManager
from core.models.search import SearchEntry, SearchWord

__all__ = [
    "Anyone",
    "AuditEvent",
    "Change",
    "Job",
    "Made",
    "Notice",
    "OutboxItem",
    "Paper",
    "PaperSignature",
    "RenderedDocument",
    "SearchEntry",
    "SearchWord",
    "StoredFile",
    "TransitionRecord",
    "User",
    "UserManager",
    "Writing",
]
