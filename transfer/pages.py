"""What the pages of a package being written list: sections, tasks and where each is mended."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from transfer.forms.package import BasicsForm, LicenceForm, NeedsForm, ResultsForm
from transfer.models import Package, Release


def package_sections() -> dict[str, tuple[str, Any]]:
    """The sections of a package's texts: title and form."""
    return {
        "basics": (_("What it is"), BasicsForm),
        "needs": (_("What it needs"), NeedsForm),
        "results": (_("Results, lessons, limits"), ResultsForm),
        "licences": (_("Licences and maturity"), LicenceForm),
    }


def package_tasks(package: Package, release: Release | None) -> list[dict[str, Any]]:
    """The task list: texts of the package, then the parts of the version being written."""
    open_sections = {section for section, _sentence in (release.missing() if release else package.missing())}
    tasks = [
        _task(title, package_url(package, name), name, open_sections)
        for name, (title, _form) in package_sections().items()
    ]
    steps = _task(_("Steps for an adopting city"), package_url(package, "steps"), "steps", open_sections)
    tasks.insert(3, steps)
    if release is not None and release.is_editable():
        tasks += [
            _task(_("Version and what is new"), release_url(release, "notes"), "notes", open_sections),
            _task(_("Manuals"), release_url(release, "manuals"), "manuals", open_sections, _manuals(release)),
            _task(_("Source code"), release_url(release, "source"), "source", open_sections),
            _task(_("Readiness"), release_url(release, "readiness"), "readiness", open_sections),
        ]
    return tasks


def _task(label: str, url: str, name: str, open_sections: set[str], hint: str = "") -> dict[str, Any]:
    return {"label": label, "url": url, "done": name not in open_sections, "hint": hint}


def _manuals(release: Release) -> str:
    count = release.manuals.count()
    return ngettext("%d manual", "%d manuals", count) % count if count else ""


def package_url(package: Package, section: str) -> str:
    """Where a section of the package's texts is written."""
    if section == "steps":
        return reverse("transfer:package_steps", args=[package.code])
    return reverse("transfer:package_section", args=[package.code, section])


def release_url(release: Release, section: str) -> str:
    """Where a part of a draft is written."""
    names = {"notes": "release_edit", "manuals": "release_detail", "source": "source_edit"}
    name = names.get(section, "readiness_edit")
    return reverse(f"transfer:{name}", args=[release.code])


def missing_links(release: Release) -> list[dict[str, str]]:
    """What a release lacks, each with the page where it is mended."""
    return [{"text": sentence, "url": _url_of(release, section)} for section, sentence in release.missing()]


def _url_of(release: Release, section: str) -> str:
    if section in {"notes", "manuals", "source", "readiness"}:
        return release_url(release, section)
    return package_url(release.package, section)
