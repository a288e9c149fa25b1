"""The journals of a project's board: read and taken up again by whoever may change what they are about."""

from typing import Any

from django.urls import reverse

from cocreation.actions.gates import prepare_gate
from cocreation.actions.milestones import edit_milestone
from cocreation.actions.notes import edit_risk
from cocreation.actions.projects import FIELDS, edit_project
from cocreation.actions.updates import edit_update
from cocreation.models import Gate
from cocreation.permissions import can_work_on, is_product_owner
from core import journal
from core.models import User


def project() -> journal.Journal:
    """What the project says about itself, as long as the project is kept."""
    return journal.of_fields(
        FIELDS,
        open_to=is_product_owner,
        edit=edit_project,
        page=lambda project: reverse("cocreation:project_edit", args=[project.code]),
    )


def gate() -> journal.Journal:
    """The workstreams of a gate; once it is decided they are read here, and stay."""
    return journal.of_fields(
        Gate.WORKSTREAMS,
        open_to=lambda gate, user: is_product_owner(gate.project, user),
        edit=_prepare_gate,
        page=lambda gate: reverse("cocreation:gate_edit", args=[gate.project.code]),
        shown=["planned_on", "verdict", "next_review_on", "decided_by", "decided_at"],
    )


def milestone() -> journal.Journal:
    """The plan of a milestone, and its evidence."""
    return journal.of_fields(
        ["title", "description", "responsible_note"],
        open_to=can_work_on,
        edit=edit_milestone,
        page=lambda milestone: reverse("cocreation:milestone_edit", args=[milestone.code]),
        shown=["starts_on", "due_on", "responsible", "evidence", "evidence_file"],
    )


def update() -> journal.Journal:
    """A piece of news."""
    return journal.of_fields(
        ["title", "text"],
        open_to=can_work_on,
        edit=edit_update,
        page=lambda update: reverse("cocreation:update_edit", args=[update.code]),
        shown=["language", "public"],
    )


def risk() -> journal.Journal:
    """A risk, and what is done about it."""
    return journal.of_fields(
        ["title", "response", "responsible_note"],
        open_to=can_work_on,
        edit=edit_risk,
        page=lambda risk: reverse("cocreation:risk_edit", args=[risk.code]),
        shown=["likelihood", "impact", "closed_at"],
    )


def _prepare_gate(gate: Gate, *, by: User, version: int, **values: Any) -> Gate:
    return prepare_gate(gate.project, by=by, version=version, gate=gate.code, **values)
