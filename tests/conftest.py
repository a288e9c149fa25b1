"""What every test needs."""

import pytest
from django.core.cache import cache
from django.db import connection

LONG = {"surface", "journeys"}  # folders whose files take minutes each


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Long files begin first, so that no worker waits for another one at the end."""
    items.sort(key=lambda item: item.path.parent.name not in LONG)


@pytest.fixture(autouse=True)
def _fresh_limits():
    """Counters of tries and other cached facts do not leak from one test into the next."""
    cache.clear()


@pytest.fixture(autouse=True)
def _postgresql_only(request):
    """Races are decided by PostgreSQL: SQLite lets one writer in at a time and hides them."""
    if request.node.get_closest_marker("postgresql") and connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL")
