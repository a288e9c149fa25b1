"""What was sent while nobody was signed in, where no page has its form."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from core import kept
from core.requests import SignedIn


@login_required
def kept_detail(request: SignedIn) -> HttpResponse:
    """What was sent, and the button that sends it again."""
    return render(request, "core/kept_detail.html", {"post": kept.find(request)})


@login_required
@require_POST
def kept_discard(request: SignedIn) -> HttpResponse:
    """Forget it; the page shows what is saved."""
    post = kept.find(request)
    kept.drop(request)
    return redirect(post.page if post else "home")
