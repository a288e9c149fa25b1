"""What every test needs."""

from collections import Counter

import pytest
from django.core.cache import cache
from django.db import connection

SLOWEST_FIRST = ("surface", "journeys", "pages")  # folders


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Long files begin first and short ones fill the gaps, so that no worker waits for another at the end."""
    sizes = Counter(item.path for item in items)

    def place(item):
        folder = item.path.parent.name
        first = SLOWEST_FIRST.index(folder) if folder in SLOWEST_FIRST else len(SLOWEST_FIRST)
        return first, -sizes[item.path], item.path

    items.sort(key=place)


@pytest.fixture(autouse=True)
def _fresh_limits():
    """Counters of tries and other cached facts do not leak from one test into the next."""
    cache.clear()


@pytest.fixture(autouse=True)
def _postgresql_only(request):
    """Races are decided by PostgreSQL: SQLite lets one writer in at a time and hides them."""
    if request.node.get_closest_marker("postgresql") and connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL")
