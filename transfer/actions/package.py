"""Packages: begun by hand or from a project's results, then written."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _

from cocreation.models import Project
from core import audit, journal
from core.editing import change, lock, merge
from core.models import User
from core.texts import plain_digits, shortened
from core.workflow import Refused
from network.models import Organisation
from network.permissions import is_editor_of
from transfer.actions.release import start_release
from transfer.actions.rules import must_edit
from transfer.checklist import FIRST_STEPS
from transfer.models import Package, ReplicationStep


@transaction.atomic
def create_package(
    *, publisher: Organisation, title: str, by: User, language: str = "en", **values: Any
) -> Package:
    """A package with the usual steps and an empty first release, written by the publisher's editors."""
    if not is_editor_of(publisher, by):
        raise PermissionDenied
    values = {"contact_name": by.name or publisher.name, "contact_email": by.email} | values
    package = Package(publisher=publisher, title=title, language=language, slug=_free_slug(title), **values)
    package.full_clean()
    package.save()
    with translation.override(language):
        ReplicationStep.objects.bulk_create(
            ReplicationStep(package=package, order=n, title=str(name), text=str(text))
            for n, (name, text) in enumerate(FIRST_STEPS, 1)
        )
    audit.record(package, "create", by=by)
    start_release(package, by=by, number="1.0.0")
    return package


@transaction.atomic
def create_package_from_project(project: Project, *, by: User) -> Package:
    """A package that takes over the project's title, texts, measured results, lessons and partners.

    Refused before the project's transfer phase, and when it has a package already.
    """
    if not is_editor_of(project.city, by):
        raise PermissionDenied
    if not Project.objects.in_transfer().filter(pk=project.pk).exists():
        raise Refused(_("A package can be begun once the project is in its transfer phase."))
    if Package.objects.filter(project=project).exists():
        raise Refused(_("This project has a package already."))
    package = create_package(
        publisher=project.city,
        title=project.title,
        by=by,
        project=project,
        **_words_of(project),
        needs_money=project.budget_note,
        needs_staff=project.operation_note,
        results=measured_results(project),
        lessons=project.lessons_learned,
        is_demo=project.is_demo,
    )
    package.partners.set(_partners(project))
    return package


def _words_of(project: Project) -> dict[str, str]:
    """Summary and description; a summary that is too long for a package begins the description in full."""
    summary = shortened(project.summary, 150)
    whole = [project.summary] if summary != project.summary else []
    return {"summary": summary, "description": "\n\n".join([*whole, project.description]).strip()}


def measured_results(project: Project) -> str:
    """The public indicators with baseline, target and last reading, as Markdown."""
    lines = []
    for indicator in project.indicators.filter(public=True, retired_at=None):
        values = [(_("before"), indicator.baseline), (_("target"), indicator.target)]
        parts = [f"{word} {plain_digits(value)}" for word, value in values if value is not None]
        if latest := indicator.latest():
            on = {"value": plain_digits(latest.value), "day": latest.measured_on.isoformat()}
            parts.append(_("reached %(value)s (measured on %(day)s)") % on)
        text = ", ".join(parts)
        unit = f" ({indicator.unit})" if indicator.unit else ""
        lines.append(f"- {indicator.name}{unit}: {text}")
    return "\n".join(lines)


def _partners(project: Project) -> list[Organisation]:
    partners = [project.team]
    if project.award:
        challenge = project.award.entry.challenge
        partners += [challenge.organisation, *challenge.partners()]
    return [partner for partner in partners if partner.pk != project.city_id]


def _free_slug(title: str) -> str:
    stem = slugify(title)[:50] or "package"
    taken = set(Package.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    return next(
        slug for n in range(1, len(taken) + 2) if (slug := stem if n == 1 else f"{stem}-{n}") not in taken
    )


@transaction.atomic
def edit_package(package: Package, *, by: User, version: int, **values: Any) -> Package:
    """The package with new texts."""
    must_edit(package, by)
    fresh = change(package, by=by, version=version, values=values)
    audit.record(fresh, "edit", by=by, fields=sorted(values))
    return fresh


@transaction.atomic
def edit_steps(package: Package, *, by: User, version: int, steps: Sequence[dict[str, Any]]) -> Package:
    """The package with these steps, in their order, in place of the old ones.

    Cities that adopted it before keep the copy that they work with. Raises Clash when somebody else changed
    the steps since `version`.
    """
    must_edit(package, by)
    fresh = lock(package)
    ordered = sorted(steps, key=lambda step: step.get("order") or 0)
    rows = [(step["title"], step.get("text", "")) for step in ordered]
    stored = {"steps": list(fresh.steps.values_list("title", "text"))}
    changed = merge(fresh, by=by, version=version, fields={"steps": rows}, stored=stored).changed
    if not changed:
        return fresh
    fresh.steps.all().delete()
    ReplicationStep.objects.bulk_create(
        ReplicationStep(package=fresh, order=n, title=title, text=text)
        for n, (title, text) in enumerate(rows, 1)
    )
    fresh.stamp(["steps"])
    fresh.save()
    journal.note(fresh, by=by, before=stored, after=changed)
    audit.record(fresh, "edit", by=by, fields=["steps"])
    return fresh
