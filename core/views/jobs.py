"""Long acts: how far they are, and a button to stop them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core import jobs, lists
from core.models import Job, Notice
from core.requests import SignedIn


@login_required
def job_list(request: SignedIn) -> HttpResponse:
    """What the person has asked for."""
    found = lists.page(request, None, Job.objects.filter(asked_by=request.user), per_page=20)
    return render(request, "core/job_list.html", found.context)


@login_required
def job_detail(request: SignedIn, code: str) -> HttpResponse:
    """How far it is; the page asks again by itself until it has ended."""
    job = _seen(request, code)
    subject = jobs.subject_of(job)
    if not job.goes_on():
        news = Notice.objects.filter(user=request.user, url=job.get_absolute_url(), read_at=None)
        news.update(read_at=timezone.now())
    found = lists.page(request, None, job.problems, per_page=50)
    context = found.context | {
        "job": job,
        "may_cancel": jobs.may_be_cancelled(job),
        "leads_to": jobs.kind_of(job).leads_to(subject) if subject else "",
    }
    return render(request, "core/job_detail.html", context)


@login_required
@require_POST
def job_cancel(request: SignedIn, code: str) -> HttpResponse:
    """Stop it before its next step."""
    job = _seen(request, code)
    jobs.cancel(job, by=request.user)
    messages.success(request, _("It stops before its next step."))
    return redirect(job)


def _seen(request: SignedIn, code: str) -> Job:
    job = get_object_or_404(Job.objects.select_related("asked_by", "cancelled_by"), code=code)
    if not jobs.may_be_seen(job, request.user):
        raise Http404
    return job
