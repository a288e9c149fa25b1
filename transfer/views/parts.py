"""Manuals, source and readiness of a release."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.forms import answer, status_of
from core.models import User
from core.requests import SignedIn
from transfer.actions.parts import add_manual, assess_readiness, edit_manual, remove_manual, set_source
from transfer.forms.parts import ManualForm, ReadinessForm, SourceForm
from transfer.models import Manual, Release, SourceArchive
from transfer.permissions import is_package_editor
from transfer.views.release import editable_release, visible_release


def manual_read(request: HttpRequest, code: str, audience: str, language: str) -> HttpResponse:
    """A manual to read, with those in other languages or for others beside it."""
    which = {"audience": audience, "language": language}
    release = visible_release(request, code, part=lambda gone: gone.manuals.filter(**which).exists())
    manual = _manual(release, audience, language)
    others = list(release.manuals.exclude(pk=manual.pk).defer("text"))
    for other in others:
        other.release = release
    context = {
        "manual": manual,
        "release": release,
        "package": release.package,
        "others": others,
        "can_edit": release.is_editable() and is_package_editor(release.package, request.user),
    }
    return render(request, "transfer/manual_read.html", context)


@login_required
def manual_create(request: SignedIn, code: str) -> HttpResponse:
    """Write a manual of a draft; it can be looked at before it is kept."""
    release = editable_release(request, code)
    initial = {"language": release.package.language}
    form = ManualForm(request.POST or None, release=release, initial=initial)
    preview = "preview" in request.POST
    made = None if preview else answer(form, lambda: add_manual(release, by=request.user, **form.values()))
    if made:
        messages.success(request, _("The manual is part of the draft."))
        return redirect(release)
    return render(request, "transfer/manual_form.html", _manual_context(request, form, release))


@login_required
def manual_edit(request: SignedIn, code: str, audience: str, language: str) -> HttpResponse:
    """Change a manual of a draft; it can be looked at before it is kept."""
    release = editable_release(request, code)
    manual = _manual(release, audience, language)
    form = ManualForm(request.POST or None, release=release, instance=manual)
    preview = "preview" in request.POST
    changed = None if preview else answer(form, lambda: _save_manual(form, manual, request.user))
    if changed:
        messages.success(request, _("Saved."))
        return redirect(changed)
    context = _manual_context(request, form, release, manual)
    return render(request, "transfer/manual_form.html", context, status=status_of(form))


def _save_manual(form: ManualForm, manual: Manual, by: User) -> Manual:
    return edit_manual(manual, by=by, version=form.version_read(), **form.values())


def _manual_context(
    request: HttpRequest, form: ManualForm, release: Release, manual: Manual | None = None
) -> dict[str, Any]:
    preview = request.POST.get("text", "") if "preview" in request.POST else ""
    context = {"form": form, "release": release, "manual": manual, "preview": preview}
    return context | {"package": release.package}


@login_required
@require_POST
def manual_remove(request: SignedIn, code: str, audience: str, language: str) -> HttpResponse:
    """Take a manual out of a draft."""
    release = editable_release(request, code)
    remove_manual(_manual(release, audience, language), by=request.user)
    messages.success(request, _("The manual is no longer part of this draft."))
    return redirect(release)


def _manual(release: Release, audience: str, language: str) -> Manual:
    manual = get_object_or_404(Manual, release=release, audience=audience, language=language)
    manual.release = release
    return manual


@login_required
def source_edit(request: SignedIn, code: str) -> HttpResponse:
    """Say where the code of a draft is: a ZIP, a repository, or both."""
    release = editable_release(request, code)
    source = SourceArchive.objects.filter(release=release).select_related("file").first()
    form = SourceForm(request.POST or None, request.FILES or None, source=source)
    if answer(form, lambda: _save_source(form, release, request.user), at="upload"):
        messages.success(request, _("Saved. A new file is first checked for viruses."))
        return redirect("transfer:package_edit", release.package.code)
    context = {"form": form, "release": release, "package": release.package, "source": source}
    return render(request, "transfer/source_form.html", context, status=status_of(form))


def _save_source(form: SourceForm, release: Release, by: User) -> SourceArchive:
    return set_source(release, by=by, version=form.version_read(), **form.values())


@login_required
def readiness_edit(request: SignedIn, code: str) -> HttpResponse:
    """Answer for each criterion how far a draft meets it."""
    release = editable_release(request, code)
    form = ReadinessForm(request.POST or None, release=release)
    if answer(form, lambda: _assess(form, release, request.user)):
        messages.success(request, _("Saved."))
        return redirect("transfer:package_edit", release.package.code)
    context = {"form": form, "release": release, "package": release.package}
    return render(request, "transfer/readiness_form.html", context, status=status_of(form))


def _assess(form: ReadinessForm, release: Release, by: User) -> Release:
    return assess_readiness(release, by=by, answers=form.answers(), version=form.version_read())
