"""What is kept of a post that was stopped, for the frame of pages and for the sign-in page."""

from django import template
from django.http import HttpRequest, UnreadablePostError
from django.http.multipartparser import MultiPartParserError

from core import kept
from core.uploads import TOO_LARGE

register = template.Library()


@register.simple_tag
def kept_here(request: HttpRequest | None) -> kept.Kept | None:
    """What is kept for the page that is shown."""
    return kept.here(request) if request else None


@register.simple_tag
def typed(request: HttpRequest) -> list[tuple[str, str]]:
    """What the person sent with the request that is refused: names and texts."""
    try:
        return kept.texts_of(request.POST) if kept.is_form(request) else []
    except (*TOO_LARGE, MultiPartParserError, UnreadablePostError):
        return []


@register.simple_tag
def kept_until_then(request: HttpRequest) -> kept.Kept | None:
    """What waits for whoever signs in here, or types the password again."""
    post = kept.waiting(request)
    return None if post is None or post.lost else post
