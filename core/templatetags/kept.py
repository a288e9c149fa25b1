"""What is kept of a post that was stopped, for the frame of pages and for the sign-in page."""

from django import template
from django.http import HttpRequest

from core import kept

register = template.Library()


@register.simple_tag
def kept_here(request: HttpRequest | None) -> kept.Kept | None:
    """What is kept for the page that is shown."""
    return kept.here(request) if request else None


@register.simple_tag
def is_kept(request: HttpRequest) -> bool:
    """Whether something waits for whoever signs in here."""
    post = kept.waiting(request)
    return post is not None and not post.lost
