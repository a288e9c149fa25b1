"""Texts that people wrote: Markdown as safe HTML."""

from django import template
from django.utils.safestring import SafeString

from core import richtext as markdown
from core.texts import defused

register = template.Library()


@register.filter
def richtext(text: str, top_heading: int = 3) -> SafeString:
    """Markdown as safe HTML, headings from level `top_heading` on: {{ challenge.problem|richtext }}."""
    return markdown.render(text, top_heading=int(top_heading))


register.filter("defused", defused)
