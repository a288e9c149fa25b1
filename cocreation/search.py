"""What of the projects is found by its words."""

from cocreation.models import Project
from core.search.index import Source, plain


def projects() -> Source:
    """Projects."""
    return plain(Project, "title", texts=("summary",))
