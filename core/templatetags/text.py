"""Texts that people wrote: Markdown as safe HTML."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from core import richtext as markdown
from core.search.hits import Piece
from core.texts import defused

register = template.Library()


@register.filter
def richtext(text: str, top_heading: int = 3) -> SafeString:
    """Markdown as safe HTML, headings from level `top_heading` on: {{ challenge.problem|richtext }}."""
    return markdown.render(text, top_heading=int(top_heading))


@register.filter
def marked(pieces: list[Piece]) -> SafeString:
    """The place of a hit, with the words that were asked for marked: {{ challenge.place|marked }}."""
    return format_html_join("", "{}", ((_marked(piece),) for piece in pieces))


def _marked(piece: Piece) -> str:
    return format_html("<mark>{}</mark>", piece.text) if piece.is_hit else piece.text


register.filter("defused", defused)
