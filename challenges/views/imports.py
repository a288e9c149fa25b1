"""Pages of the network office: feeds brought in."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from challenges.actions.imports import BrokenFeed, begin_import
from challenges.forms.imports import ImportForm
from challenges.models import Competition, ImportRun
from challenges.views.competitions import coordinator_only
from core import jobs, lists
from core.files import check_content
from core.forms import answer
from core.models import User
from core.requests import SignedIn
from core.uploads import check_size


@login_required
def import_list(request: SignedIn) -> HttpResponse:
    """Upload a feed; earlier imports."""
    coordinator_only(request)
    own = Competition.objects.coordinated_by(request.user)
    form = ImportForm(request.POST or None, request.FILES or None, competitions=own.being_set_up())
    if run := answer(form, lambda: _import(request.user, **form.cleaned_data), at="file"):
        job = jobs.start("challenge_import", run, by=request.user)
        return redirect(job) if job.goes_on() else redirect("challenges:import_detail", code=run.code)
    found = lists.page(request, None, _runs(request.user))
    return render(request, "challenges/import_list.html", found.context | {"form": form})


def _import(by: User, *, file: UploadedFile, competition: Competition, dry: bool) -> ImportRun:
    check_size(file)
    check_content(file, "check_json")
    try:
        name = file.name or ""
        return begin_import(file.read(), file_name=name, competition=competition, by=by, dry=dry)
    except BrokenFeed as error:
        raise ValidationError(_("%(reason)s Nothing was imported.") % {"reason": error}) from error


def _runs(user: User) -> QuerySet[ImportRun]:
    own = Competition.objects.coordinated_by(user)
    return ImportRun.objects.filter(competition__in=own).select_related("by", "competition")


@login_required
def import_detail(request: SignedIn, code: str) -> HttpResponse:
    """The report of one import."""
    coordinator_only(request)
    run = get_object_or_404(_runs(request.user), code=code)
    found = lists.page(request, None, run.report.get("problems", []), per_page=50)
    job = jobs.latest("challenge_import", run)
    return render(request, "challenges/import_detail.html", found.context | {"run": run, "job": job})
