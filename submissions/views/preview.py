"""The entry form as a team will see it, for the office that writes it."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from challenges.models import Competition
from challenges.permissions import is_competition_coordinator
from core.requests import SignedIn
from submissions.completeness import empty_parts
from submissions.forms.sections import preview_form


@login_required
def form_preview(request: SignedIn, code: str) -> HttpResponse:
    """Every section with its fields; nothing can be sent, and what hangs on other answers says so."""
    rows = Competition.objects.visible_to(request.user).select_related("office")
    competition = get_object_or_404(rows, code=code)
    if not is_competition_coordinator(competition, request.user):
        raise PermissionDenied
    forms = [(part, preview_form(part)) for part in empty_parts(competition)]
    context = {"competition": competition, "forms": forms}
    return render(request, "submissions/form_preview.html", context)
