"""What was copied elsewhere, for the field into which it is pasted."""

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from core.pasting import LARGEST, markdown_of_paste


@require_POST
def paste(request: HttpRequest) -> HttpResponse:
    """Markdown of the HTML in the body; 422 for what cannot be read, and the script pastes the plain text."""
    if not request.user.is_authenticated:
        return HttpResponse(status=403)
    if not ratelimit.consume(request, action="paste", user=request.user):
        return HttpResponse(status=429)
    body = request.body
    if len(body) > 4 * LARGEST:
        return HttpResponse(status=422)
    try:
        text = markdown_of_paste(body.decode(errors="replace"))
    except ValueError:
        return HttpResponse(status=422)
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
