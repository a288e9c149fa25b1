"""The entry form of a competition as everybody reads it before entering."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from challenges.blank_form import blank_form, odt_to_draft_in, size_of
from challenges.models import Competition
from core.gone import seen
from core.odt import TYPE


def competition_form(request: HttpRequest, code: str) -> HttpResponse:
    """All questions with their help and limits."""
    competition = seen(Competition.objects.all(), request.user, code=code)
    sections = blank_form(competition)
    context = {"competition": competition, "sections": sections, "size": size_of(sections)}
    return render(request, "challenges/competition_form.html", context)


def competition_form_odt(request: HttpRequest, code: str) -> HttpResponse:
    """The same as a text to draft in."""
    competition = seen(Competition.objects.all(), request.user, code=code)
    content = odt_to_draft_in(competition, language=get_language() or "en")
    response = HttpResponse(content, content_type=TYPE)
    response["Content-Disposition"] = f'attachment; filename="entry-form-{competition.code}.odt"'
    return response
