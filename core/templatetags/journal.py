"""What changed of a text, word by word."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.differences import Piece

register = template.Library()


@register.simple_tag
def changes(pieces: list[Piece]) -> SafeString:
    """What changed of a text, word by word: {% changes pieces %}, of `core.differences`."""
    forms = {
        "same": "{1}",
        "gone": '<del><span class="vh">{0} </span>{1}</del>',
        "new": '<ins><span class="vh">{0} </span>{1}</ins>',
        "skipped": '<span class="muted"> … </span>',
    }
    said = {"gone": _("taken out:"), "new": _("put in:")}
    shown = [format_html(forms[piece.kind], said.get(piece.kind, ""), piece.text) for piece in pieces]
    return format_html_join("", "{}", ((one,) for one in shown))
