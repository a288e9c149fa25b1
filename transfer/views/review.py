"""Review: the check before it, and what the network office does: look, approve, send back."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.generic import ListView

from network.permissions import is_coordinator
from transfer.actions.review import approve_release, return_release, send_release_to_review, stop_build
from transfer.models import Release
from transfer.pages import missing_links
from transfer.permissions import is_publisher
from transfer.views.release import editable_release, visible_release


class ReviewList(LoginRequiredMixin, ListView):
    """Releases that wait for a review, oldest first."""

    paginate_by = 25
    template_name = "transfer/release_review_list.html"

    def get_queryset(self) -> Any:
        """Those that wait; only coordinators come here."""
        if not is_coordinator(self.request.user):
            raise PermissionDenied
        waiting = Release.objects.for_review_by(self.request.user)
        return waiting.select_related("package__publisher").order_by("pk")


@login_required
@require_POST
def release_approve(request, code):
    release = visible_release(request, code)
    approve_release(release, by=request.user)
    messages.success(request, _("Approved. It is published as soon as its file has been built."))
    return redirect(release)


@login_required
@require_POST
def release_return(request, code):
    release = visible_release(request, code)
    return_release(release, by=request.user, note=request.POST.get("reason", "")[:2000])
    messages.success(request, _("The release is a draft again."))
    return redirect(release)


@login_required
@require_POST
def release_stop(request, code):
    release = visible_release(request, code)
    stop_build(release, by=request.user)
    messages.success(request, _("The approval is taken back. Send the release back with a note."))
    return redirect(release)


@login_required
def release_check(request, code):
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
def release_send(request, code):
    release = visible_release(request, code)
    send_release_to_review(release, by=request.user)
    messages.success(request, _("The release is with the network office. You will get a mail."))
    return redirect(release)
