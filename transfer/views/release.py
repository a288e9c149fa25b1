"""A release: its workspace while a draft, its public page with the file and its checksums afterwards."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core import audit
from core.files import download
from core.forms import answer, status_of
from core.gone import seen
from core.models import User
from core.requests import SignedIn
from core.workflow import require_step
from network.permissions import can_withhold
from transfer.actions.release import edit_release, recheck_release, start_release, withdraw_release
from transfer.forms.release import ReasonForm, ReleaseCreateForm, ReleaseForm
from transfer.forms.review import ReturnForm
from transfer.models import Release
from transfer.permissions import is_package_editor, is_publisher, is_reviewer
from transfer.views.package import editable_package


def visible_release(
    request: HttpRequest, code: str, *, part: Callable[[Release], bool] | None = None
) -> Release:
    """The release if the reader may see it, with its package; else a 404, or 410 as core.gone says."""
    releases = Release.objects.select_related(
        "package__publisher", "package__project__city", "package__project__team", "approved_by"
    )
    return seen(releases, request.user, part=part, code=code)


def editable_release(request: HttpRequest, code: str) -> Release:
    """The release if the reader writes it; else a 404 or 403."""
    release = visible_release(request, code)
    if not is_package_editor(release.package, request.user):
        raise PermissionDenied
    return release


def release_detail(request: HttpRequest, code: str) -> HttpResponse:
    """A release with its parts, and what the reader can do with it."""
    release = visible_release(request, code)
    manuals = list(release.manuals.defer("text"))
    for manual in manuals:
        manual.release = release
    context = {
        "release": release,
        "package": release.package,
        "manuals": manuals,
        "source": getattr(release, "source", None),
        "readiness": release.readiness.all(),
        "decides": can_withhold(release, request.user),
        "can_edit": is_package_editor(release.package, request.user),
        "can_review": is_reviewer(release, request.user),
        "can_recheck": is_publisher(release, request.user) and release.is_on_the_shelf(),
        "return_form": ReturnForm(),
    }
    return render(request, "transfer/release_detail.html", context)


@login_required
def release_create(request: SignedIn, code: str) -> HttpResponse:
    """Begin the next version of a package."""
    package = editable_package(request, code)
    form = ReleaseCreateForm(request.POST or None)
    if answer(form, lambda: start_release(package, by=request.user, **form.cleaned_data), at="number"):
        messages.success(request, _("The new version begins with the manuals of the one before."))
        return redirect("transfer:package_edit", package.code)
    return render(request, "transfer/release_create.html", {"form": form, "package": package})


@login_required
def release_edit(request: SignedIn, code: str) -> HttpResponse:
    """Number and notes of a draft."""
    release = editable_release(request, code)
    form = ReleaseForm(request.POST or None, instance=release)
    if answer(form, lambda: _save(form, release, request.user)):
        messages.success(request, _("Saved."))
        return redirect("transfer:package_edit", release.package.code)
    title = _("Version and what is new")
    context = {"form": form, "release": release, "package": release.package, "title": title}
    return render(request, "transfer/release_form.html", context, status=status_of(form))


def _save(form: ReleaseForm, release: Release, by: User) -> Release:
    return edit_release(release, by=by, version=form.version_read(), **form.values())


@login_required
def release_withdraw(request: SignedIn, code: str) -> HttpResponse:
    """Say why a release is withdrawn."""
    release = visible_release(request, code)
    require_step(release, "withdraw", request.user)
    form = ReasonForm(request.POST or None)
    if answer(form, lambda: withdraw_release(release, by=request.user, **form.cleaned_data)):
        messages.success(request, _("Withdrawn. Its page says why; the file stays."))
        return redirect(release)
    context = {"form": form, "release": release, "package": release.package}
    return render(request, "transfer/release_withdraw.html", context)


@login_required
@require_POST
def release_recheck(request: SignedIn, code: str) -> HttpResponse:
    """Note that a release has been looked at today."""
    release = visible_release(request, code)
    recheck_release(release, by=request.user)
    messages.success(request, _("Noted: checked today."))
    return redirect(release)


def release_download(request: HttpRequest, code: str) -> FileResponse:
    """The file of a release; a draft has none, even for its makers."""
    release = visible_release(request, code)
    if not release.is_public():
        raise Http404
    return download(release.bag.open("rb"), release.file_name(), "application/zip")


@login_required
def release_history(request: SignedIn, code: str) -> HttpResponse:
    """Who did what with a release, for its makers and the network office."""
    release = visible_release(request, code)
    if not (is_package_editor(release.package, request.user) or is_reviewer(release, request.user)):
        raise PermissionDenied
    context = {
        "release": release,
        "package": release.package,
        "records": release.history.select_related("by"),
        "events": audit.events_of(release),
    }
    return render(request, "transfer/release_history.html", context)
