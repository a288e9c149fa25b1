"""Pages of the network office: feeds brought in."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from challenges.actions.imports import BrokenFeed, import_feed
from challenges.forms.imports import ImportForm
from challenges.models import Competition, ImportRun
from challenges.views.competitions import coordinator_only


@login_required
def import_list(request: HttpRequest) -> HttpResponse:
    """Upload a feed; earlier imports."""
    coordinator_only(request)
    coming = (Competition.State.DRAFT, Competition.State.ANNOUNCED, Competition.State.RUNNING)
    competitions = Competition.objects.coordinated_by(request.user).filter(state__in=coming)
    form = ImportForm(request.POST or None, request.FILES or None, competitions=competitions)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            run = import_feed(
                upload.read(),
                file_name=upload.name,
                competition=form.cleaned_data["competition"],
                by=request.user,
            )
        except BrokenFeed as error:
            form.add_error("file", _("%(reason)s Nothing was imported.") % {"reason": error})
        else:
            return redirect("challenges:import_detail", code=run.code)
    runs = ImportRun.objects.filter(competition__in=Competition.objects.coordinated_by(request.user))
    page = Paginator(runs.select_related("by", "competition"), 20).get_page(request.GET.get("page"))
    return render(request, "challenges/import_list.html", {"form": form, "page_obj": page})


@login_required
def import_detail(request: HttpRequest, code: str) -> HttpResponse:
    """The report of one import."""
    coordinator_only(request)
    own = Competition.objects.coordinated_by(request.user)
    runs = ImportRun.objects.filter(competition__in=own).select_related("by", "competition")
    run = get_object_or_404(runs, code=code)
    page = Paginator(run.report.get("problems", []), 50).get_page(request.GET.get("page"))
    return render(request, "challenges/import_detail.html", {"run": run, "page_obj": page})
