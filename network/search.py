"""What of the network is found by its words."""

from core.search.index import Source, plain
from network.models import Event, Organisation


def organisations() -> Source:
    """Organisations, by name and place."""
    return plain(Organisation, "name", "place")


def events() -> Source:
    """Events."""
    return plain(Event, "title", "place", texts=("summary", "description"))
