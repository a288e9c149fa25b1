"""A package that the network office takes off the site, and shows again."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from core.requests import SignedIn
from network.views.withholding import show_again, withhold_page
from transfer.models import Package


@login_required
def package_withhold(request: SignedIn, code: str) -> HttpResponse:
    """Take it off the site, with a reason."""
    return withhold_page(request, _seen(request, code))


@login_required
@require_POST
def package_restore(request: SignedIn, code: str) -> HttpResponse:
    """Show it again."""
    return show_again(request, _seen(request, code))


def _seen(request: SignedIn, code: str) -> Package:
    return get_object_or_404(Package.objects.visible_to(request.user), code=code)
