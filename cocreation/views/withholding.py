"""A project that the network office takes off the site, and shows again."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from cocreation.models import Project
from core.requests import SignedIn
from network.views.withholding import show_again, withhold_page


@login_required
def project_withhold(request: SignedIn, code: str) -> HttpResponse:
    """Take it off the site, with a reason."""
    return withhold_page(request, _seen(request, code))


@login_required
@require_POST
def project_restore(request: SignedIn, code: str) -> HttpResponse:
    """Show it again."""
    return show_again(request, _seen(request, code))


def _seen(request: SignedIn, code: str) -> Project:
    return get_object_or_404(Project.objects.visible_to(request.user), code=code)
