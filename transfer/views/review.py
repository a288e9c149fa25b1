"""Review: the check before it, and what the network office does: look, approve, send back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core import lists
from core.fresh import fresh_login
from core.requests import SignedIn
from network.permissions import is_coordinator
from transfer.actions.review import approve_release, return_release, send_release_to_review, stop_build
from transfer.forms.review import ReturnForm
from transfer.forms.shared import checked
from transfer.models import Release
from transfer.pages import missing_links
from transfer.permissions import is_publisher
from transfer.views.release import editable_release, visible_release


@login_required
def release_review_list(request: SignedIn) -> HttpResponse:
    """The releases that wait for a review, oldest first; only coordinators come here."""
    if not is_coordinator(request.user):
        raise PermissionDenied
    waiting = Release.objects.for_review_by(request.user).select_related("package__publisher").order_by("pk")
    found = lists.page(request, None, waiting, per_page=25)
    return render(request, "transfer/release_review_list.html", found.context)


@fresh_login
@require_POST
def release_approve(request: SignedIn, code: str) -> HttpResponse:
    """Approve a release, so that its file is built and it is published."""
    release = visible_release(request, code)
    approve_release(release, by=request.user)
    messages.success(request, _("Approved. It is published as soon as its file has been built."))
    return redirect(release)


@login_required
@require_POST
def release_return(request: SignedIn, code: str) -> HttpResponse:
    """Make a release a draft again, with a word on what to change."""
    release = visible_release(request, code)
    sent = checked(ReturnForm(request.POST))
    return_release(release, by=request.user, note=sent["reason"])
    messages.success(request, _("The release is a draft again."))
    return redirect(release)


@login_required
@require_POST
def release_stop(request: SignedIn, code: str) -> HttpResponse:
    """Take back the approval of a release whose file cannot be built."""
    release = visible_release(request, code)
    stop_build(release, by=request.user)
    messages.success(request, _("The approval is taken back. Send the release back with a note."))
    return redirect(release)


@login_required
def release_check(request: SignedIn, code: str) -> HttpResponse:
    """What a draft still lacks, and the button that sends it to review."""
    release = editable_release(request, code)
    context = {
        "release": release,
        "package": release.package,
        "missing": missing_links(release),
        "manuals": release.manuals.defer("text"),
        "source": getattr(release, "source", None),
        "is_publisher": is_publisher(release, request.user),
    }
    return render(request, "transfer/release_check.html", context)


@login_required
@require_POST
def release_send(request: SignedIn, code: str) -> HttpResponse:
    """Send a draft to the network office."""
    release = visible_release(request, code)
    send_release_to_review(release, by=request.user)
    messages.success(request, _("The release is with the network office. You will get a mail."))
    return redirect(release)
