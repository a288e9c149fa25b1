"""Words for the pages of the call."""

from typing import Any

from django import template
from django.utils.translation import gettext as _

from core.templatetags.changes import sentence
from network.countries import country_name

register = template.Library()


@register.filter
def country(code: str) -> str:
    """The country's name in the reader's language."""
    return country_name(code)


@register.filter
def upper_codes(codes: list[str]) -> str:
    """Language codes in short, kept on one line: EN · PT-BR."""
    return "\u00a0· ".join(code.upper().replace("-", "\u2011") for code in codes)


@register.filter
def event_words(event: Any) -> str:
    """What an audit event says, in words; its verb where we have none."""
    words = {
        "created": _("Created"),
        "edited": _("Changed: %(fields)s"),
        "part_added": _("Part of the set-up added: %(part)s"),
        "part_edited": _("Part of the set-up changed: %(part)s"),
        "part_removed": _("Part of the set-up removed: %(part)s"),
        "part_restored": _("Part of the set-up brought back: %(part)s"),
        "challenges_imported": _("Challenges imported from %(file)s: %(created)s"),
    }
    if changes := event.details.get("changes"):
        return _("Changed: %(fields)s") % {
            "fields": "; ".join(sentence(one, event.item_kind) for one in changes)
        }
    values = {name: ", ".join(v) if isinstance(v, list) else v for name, v in event.details.items()}
    return words[event.verb] % values if event.verb in words else event.verb
