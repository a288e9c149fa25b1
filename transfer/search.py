"""What of the library is found by its words."""

from core.search.index import Source, plain
from transfer.models import Package


def packages() -> Source:
    """Packages."""
    return plain(Package, "title", texts=("summary", "description"))
