"""What of the entries is found by its words: titles alone, since not everybody reads their answers."""

from core.search.index import Source, plain
from submissions.models import Entry


def entries() -> Source:
    """Entries, by title. Their teams' names are looked for beside them, where the reader may know them."""
    return plain(Entry, "title")
