"""The journal of a project: read and taken up again by whoever may change it."""

from typing import Any

from django.urls import reverse

from cocreation.actions.projects import FIELDS, edit_project
from cocreation.models import Project
from cocreation.permissions import is_product_owner
from core import journal
from core.models import User


def project() -> journal.Journal:
    """What the project says about itself, as long as the project is kept."""
    return journal.Journal(
        open_to=is_product_owner,
        fields=lambda project: journal.fields_of(project, FIELDS),
        restore=_restore,
        page=lambda project, field: reverse("cocreation:project_edit", args=[project.code]),
        over=lambda day: Project.objects.none(),
    )


def _restore(project: Project, by: User, version: int, field: str, text: str) -> Any:
    return edit_project(project, by=by, version=version, **{field: text})
