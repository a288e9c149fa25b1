"""What of the juries is found by its words."""

from core.search.index import Source, plain
from juries.models import Award, Panel


def panels() -> Source:
    """Panels, by title."""
    return plain(Panel, "title")


def awards() -> Source:
    """Awards, by title; what they were given for is looked for beside them."""
    return plain(Award, "title")
