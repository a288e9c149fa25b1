"""The land on the map, and numbers as SVG writes them."""

import json
from functools import cache
from pathlib import Path

from django import template
from django.utils.safestring import SafeString, mark_safe

import network

register = template.Library()


@register.simple_tag
@cache
def land_dots() -> SafeString:
    """The dots of the land as the data of one path."""
    path = Path(network.__file__).parent / "land_dots.json"
    return mark_safe(json.loads(path.read_text())["d"])  # our own file


@register.filter
def unlocalised(value: float) -> str:
    """A coordinate with a point, whatever the reader's language writes."""
    return f"{value:.1f}"
