"""Earlier texts: the link to them, and what changed of a text, word by word."""

from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.differences import Piece
from core.journal import is_kept

register = template.Library()


@register.inclusion_tag("core/_earlier_texts.html")
def earlier_texts(item: Any, part: str = "") -> dict[str, Any]:
    """A link to what was written in the item, on pages where it is written; none where no journal is kept."""
    kept = getattr(item, "pk", None) is not None and is_kept(item)
    return {"item": item, "kind": item._meta.label_lower if kept else "", "part": part}


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
