"""News on the home page."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from core.models import Notice
from core.requests import SignedIn


@login_required
@require_POST
def notice_read(request: SignedIn, pk: int) -> HttpResponse:
    """Put one notice of one's own away."""
    notice = get_object_or_404(Notice, pk=pk, user=request.user)
    notice.read_at = notice.read_at or timezone.now()
    notice.save(update_fields=["read_at"])
    return redirect("home")
