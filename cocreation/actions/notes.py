"""Risks, decisions and documents."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cocreation.actions.rules import must_be_member
from cocreation.models import Project, ProjectDecision, ProjectDocument, Risk
from cocreation.permissions import is_project_member
from core import audit
from core.editing import change, check, lock
from core.models import StoredFile, User
from core.workflow import Refused


@transaction.atomic
def add_risk(project: Project, *, by: User, **values: Any) -> Risk:
    """Something that could go wrong."""
    must_be_member(project, by)
    risk = Risk(project=project, **values)
    check(risk)
    risk.save()
    audit.record(project, "risk_added", by=by, code=risk.code)
    return risk


@transaction.atomic
def edit_risk(risk: Risk, *, by: User, version: int, closed: bool | None = None, **values: Any) -> Risk:
    """Judge the risk anew; `closed` closes it, or opens it again."""
    must_be_member(risk.project, by)
    if closed is not None:
        values["closed_at"] = (risk.closed_at or timezone.now()) if closed else None
    risk = change(risk, by=by, version=version, values=values)
    audit.record(risk.project, "risk_closed" if closed else "risk_edited", by=by, code=risk.code)
    return risk


@transaction.atomic
def log_decision(project: Project, *, by: User, **values: Any) -> ProjectDecision:
    """A line in the log of decisions; lines are not changed, a later one takes an earlier back."""
    must_be_member(project, by)
    decision = ProjectDecision(project=project, by=by, **values)
    check(decision)
    decision.save()
    audit.record(project, "decision_logged", by=by, code=decision.code)
    return decision


@transaction.atomic
def add_document(
    project: Project, *, by: User, file: StoredFile, title: str, public: bool
) -> ProjectDocument:
    """Put a stored file on the board."""
    must_be_member(project, by)
    document = ProjectDocument(project=project, file=file, title=title, public=public, by=by)
    check(document)
    document.save()
    audit.record(project, "document_added", by=by, file=str(file.public_id))
    return document


@transaction.atomic
def remove_document(document: ProjectDocument, *, by: User) -> ProjectDocument:
    """Take a file off the board; it stays on file."""
    if not is_project_member(document.project, by):
        raise PermissionDenied
    document = lock(document)
    if document.removed_at:
        raise Refused(_("This file is removed already."))
    document.removed_at = timezone.now()
    document.save(update_fields=["removed_at"])
    audit.record(document.project, "document_removed", by=by, file=str(document.file.public_id))
    return document
