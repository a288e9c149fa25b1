"""The library, a package's page, and the pages where it is written."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cocreation.models import Project
from core import lists
from core.forms import VersionedForm, answer, status_of
from core.gone import seen
from core.letters import by_letters
from core.models import User
from core.requests import SignedIn
from network.permissions import adopting_bodies_of, can_withhold, organisation_ids
from transfer.actions.package import create_package, create_package_from_project, edit_package, edit_steps
from transfer.documents import handbook_languages, visible_draft
from transfer.filters import PackageFilter
from transfer.forms.package import PackageCreateForm, ProjectChoiceForm, StepFormSet, Steps
from transfer.forms.shared import ACTING
from transfer.models import Package
from transfer.pages import package_sections, package_tasks
from transfer.permissions import is_package_editor

VERSIONS = 10  # on one page of a package


def package_list(request: HttpRequest) -> HttpResponse:
    """The library: packages with a release on the shelf, the newest first."""
    packages = Package.objects.published().for_cards().order_by("-current_on", "pk")
    found = lists.page(request, PackageFilter, packages, per_page=12)
    can_create = bool(organisation_ids(request.user, *ACTING))
    return render(request, "transfer/package_list.html", found.context | {"can_create": can_create})


@login_required
def my_package_list(request: SignedIn) -> HttpResponse:
    """The packages of my organisations, drafts included."""
    mine = Package.objects.of(request.user).select_related("publisher").with_standing_releases()
    found = lists.page(request, None, mine.order_by(by_letters("title"), "pk"), per_page=25)
    return render(request, "transfer/my_package_list.html", found.context)


def package_detail(request: HttpRequest, code: str) -> HttpResponse:
    """A package as readers see it: the release on the shelf, for its makers the draft until there is one."""
    package = _visible(request, code)
    release = package.current_release()
    shown = release or visible_draft(package, request.user) or package.releases.public().first()
    manuals = list(shown.manuals.defer("text")) if shown else []
    for manual in manuals:
        manual.release = shown
    adoptions = package.adoptions.visible_to(request.user).with_places()
    cities = adopting_bodies_of(request.user) - {package.publisher_id}
    mine = list(package.adoptions.under_way().filter(organisation__in=cities)[:10]) if cities else []
    context = {
        "package": package,
        "release": shown,
        "needs": package.headed(Package.NEEDS),
        "steps": package.steps.all(),
        "manuals": manuals,
        "handbooks": handbook_languages(manuals),
        "source": getattr(shown, "source", None),
        "readiness": shown.readiness.all() if shown else [],
        "adoptions": adoptions[:6],
        "adoption_count": adoptions.count(),
        "decides": can_withhold(package, request.user),
        "can_edit": is_package_editor(package, request.user),
        "can_adopt": bool(release and cities - {adoption.organisation_id for adoption in mine}),
        "my_adoption": mine[0] if mine else None,
    }
    releases = package.releases.visible_to(request.user).select_related("package")
    found = lists.page(request, None, releases, per_page=VERSIONS)
    return render(request, "transfer/package_detail.html", context | found.context)


@login_required
def package_create(request: SignedIn) -> HttpResponse:
    """Begin a package by hand, or from a project in its transfer phase."""
    form = PackageCreateForm(request.POST or None, user=request.user)
    if not form.mine.exists():
        raise PermissionDenied
    if package := answer(form, lambda: create_package(by=request.user, **form.cleaned_data), once=request):
        messages.success(request, _("The package is begun. The list shows what it still needs."))
        return redirect("transfer:package_edit", package.code)
    project_form = ProjectChoiceForm(user=request.user)
    context = {"form": form, "project_form": project_form, "has_projects": project_form.mine.exists()}
    return render(request, "transfer/package_create.html", context)


@login_required
@require_POST
def package_from_project(request: SignedIn) -> HttpResponse:
    """Begin a package with what a project found out."""
    project = get_object_or_404(
        Project.objects.visible_to(request.user).with_people(), code=request.POST.get("project", "")
    )
    package = create_package_from_project(project, by=request.user)
    messages.success(request, _("The package has taken over what the project found out."))
    return redirect("transfer:package_edit", package.code)


@login_required
def package_edit(request: SignedIn, code: str) -> HttpResponse:
    """What a package consists of, what is done, and where its next version stands."""
    package = editable_package(request, code)
    release = package.open_release()
    context = {
        "package": package,
        "release": release,
        "tasks": package_tasks(package, release),
        "missing": release.missing() if release else [],
    }
    return render(request, "transfer/package_edit.html", context)


@login_required
def package_section(request: SignedIn, code: str, section: str) -> HttpResponse:
    """Write one section of a package's texts."""
    package = editable_package(request, code)
    sections = package_sections()
    if section not in sections:
        raise Http404
    title, form_class = sections[section]
    form = form_class(request.POST or None, instance=package)
    if answer(form, lambda: _save(form, package, request.user)):
        messages.success(request, _("Saved."))
        return redirect("transfer:package_edit", package.code)
    context = {"package": package, "form": form, "title": title, "locked": package.is_locked()}
    return render(request, "transfer/package_section.html", context, status=status_of(form))


def _save(form: VersionedForm, package: Package, by: User) -> Package:
    return edit_package(package, by=by, version=form.version_read(), **form.values())


@login_required
def package_steps(request: SignedIn, code: str) -> HttpResponse:
    """Write the steps that an adopting city takes."""
    package = editable_package(request, code)
    formset = StepFormSet(request.POST or None, package=package)
    if answer(formset, lambda: _save_steps(formset, package, request.user)):
        messages.success(request, _("Saved."))
        return redirect("transfer:package_edit", package.code)
    context = {"package": package, "formset": formset, "has_errors": formset.total_error_count()}
    return render(request, "transfer/package_steps.html", context, status=status_of(formset))


def _save_steps(formset: Steps, package: Package, by: User) -> Package:
    return edit_steps(package, by=by, version=formset.version_read(), steps=formset.kept())


def _visible(request: HttpRequest, code: str) -> Package:
    packages = Package.objects.select_related(
        "publisher", "project__city", "project__team", "based_on__publisher"
    )
    return seen(packages, request.user, code=code)


def editable_package(request: HttpRequest, code: str) -> Package:
    """The package if the reader writes it; else a 404 or 403."""
    package = _visible(request, code)
    if not is_package_editor(package, request.user):
        raise PermissionDenied
    return package
