"""The journal of a package: read and taken up again by those who write it."""

from typing import Any

from django.urls import reverse

from core import journal
from core.models import User
from transfer.actions.package import edit_package
from transfer.models import Package
from transfer.permissions import is_package_editor


def package() -> journal.Journal:
    """The texts of all sections, as long as the package is kept; its steps have no button here."""
    names = [*Package.BASICS, *Package.NEEDS, *Package.FINDINGS, *Package.TERMS]
    return journal.Journal(
        open_to=is_package_editor,
        fields=lambda package: journal.fields_of(package, names),
        restore=_restore,
        page=lambda package, field: reverse("transfer:package_edit", args=[package.code]),
        over=lambda day: Package.objects.none(),
    )


def _restore(package: Package, by: User, version: int, field: str, text: str) -> Any:
    return edit_package(package, by=by, version=version, **{field: text})
