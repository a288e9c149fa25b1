"""How long a text is, for the field in which it is written: the same rule as at the end."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from core.counting import count_letters, count_words

LARGEST = 200_000  # bytes: four for each sign of the longest text that is kept


@require_POST
def text_count(request: HttpRequest) -> HttpResponse:
    """Words and letters of the text in the body; 413 where it is longer than any that is kept."""
    if not request.user.is_authenticated:
        return HttpResponse(status=403)
    body = request.body
    if len(body) > LARGEST:
        return HttpResponse(status=413)
    text = body.decode(errors="replace")
    return JsonResponse({"words": count_words(text), "letters": count_letters(text)})
