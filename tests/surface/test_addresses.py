"""The table of addresses is whole: a row for each route, a route for each row, and each row says enough."""

from collections import Counter

import pytest
from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver

from tests.addresses import APPS, Address, all_rows, pages_of
from tests.cast import ROLES
from tests.surface.visits import Visit, arrive

ROWS = [row for row in all_rows() if row.route]
SENT_ONLY = [row for row in ROWS if row.sends and not row.builds()]


def routes(resolver: URLResolver, prefix: str = "") -> dict[str, URLPattern]:
    """Every route by its name; the administration's ways to old addresses have none."""
    found = {}
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            found |= routes(pattern, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix)
        elif pattern.name:
            found[prefix + pattern.name] = pattern
    return found


def test_every_route_has_one_row_and_every_row_a_route():
    rows = Counter(row.route for row in ROWS)

    assert [route for route, times in rows.items() if times > 1] == []
    assert rows.keys() - routes(get_resolver()).keys() == set()
    assert routes(get_resolver()).keys() - rows.keys() == set()


def test_rows_say_what_can_be_done_there():
    patterns = routes(get_resolver())
    named = {name: set(found.pattern.regex.groupindex) - {"format"} for name, found in patterns.items()}
    opened = [row for row in ROWS if row.builds() and not row.route.startswith("admin:")]

    assert [row.route for row in ROWS if not row.builds() and not row.sends] == []
    assert [row.route for row in ROWS if not set(row.open_to) <= set(ROLES)] == []
    assert [row.route for row in opened if bool(named[row.route]) != bool(row.walk)] == []


def test_pages_have_names_of_their_own():
    names = Counter(f"{app} {page}" for app in APPS for page in pages_of(app))

    assert [name for name, times in names.items() if times > 1] == []


@pytest.mark.django_db
@pytest.mark.usefixtures("quiet")
@pytest.mark.parametrize("row", SENT_ONLY, ids=str)
def test_what_is_only_sent_cannot_be_opened(row: Address):
    url, user = arrive(row, row.sends.build)

    answer = Visit(url, user).look()

    assert answer.status_code == 405
    assert "GET" not in answer.headers["Allow"]
