"""No page costs more because of rows that it does not show.

The same network is sown twice in one database: with more on every list than a page holds, and with four
times as much, a thousand entries in the largest competition. What a page costs in model objects, Python
calls, bytes and form fields must stay the same; what may grow has a reason and a limit, by measure
(growing.py).
"""

import logging

import pytest
from django.db import connection

from bench.measure import cost_of
from core.models import User
from tests.surface.growing import GROWS, May
from tests.surface.growth import compile_templates, costs, excess

SMALL, LARGE = 240, 1000


@pytest.fixture(scope="module")
def grown(database, django_db_blocker):
    """By page and measure what it costs in the larger network, where that is more than in the smaller."""
    if connection.vendor != "postgresql":  # made before the marks of its tests are read
        pytest.skip("needs PostgreSQL")
    logging.disable(logging.CRITICAL)  # of hundreds of visits many are refused
    compile_templates()
    with django_db_blocker.unblock():
        small, large = costs(SMALL), costs(LARGE)
    logging.disable(logging.NOTSET)
    both = small.keys() & large.keys()
    assert len(both) > 350
    return {name: more for name in both if (more := excess(small[name], large[name]))}


@pytest.mark.thorough
@pytest.mark.postgresql
def test_no_page_grows_with_rows_that_it_does_not_show(grown):
    faults = [
        f"{name}: {figure:,} {measure}"
        for name, more in sorted(grown.items())
        for measure, figure in more.items()
        if figure > getattr(GROWS.get(_route(name), May("not")), measure)
    ]

    assert not faults, "\n".join(faults)


@pytest.mark.thorough
@pytest.mark.postgresql
def test_what_may_grow_does(grown):
    """Whoever mends a page strikes it out."""
    allowed = {(route, measure) for route, may in GROWS.items() for measure in may.measures()}

    assert allowed - {(_route(name), measure) for name, more in grown.items() for measure in more} == set()


def _route(name: str) -> str:
    return name.split()[0]


def emails():
    return User.objects.values_list("email", flat=True)


def spelt(word):
    return word[:1] + spelt(word[1:]) if word else ""


FAULTS = {
    "objects": lambda: f"{len(User.objects.all())} accounts",
    "calls": lambda: max(spelt(email * 3) for email in emails()),
    "bytes": lambda: "".join(f"<option>{email * 3}</option>" for email in emails()),
    "fields": lambda: "<input>" * (emails().count() // 4),
}


@pytest.mark.django_db
@pytest.mark.parametrize("measure", FAULTS)
def test_each_kind_of_growth_is_noticed(measure):
    def cost(accounts):
        User.objects.bulk_create(User(email=f"guest{n:04}@example.org") for n in accounts)
        return cost_of(lambda: (200, FAULTS[measure]().encode()))

    assert excess(cost(range(50)), cost(range(50, 90))).keys() == {measure}


@pytest.mark.django_db
def test_what_stays_the_same_is_no_growth():
    def cost(accounts):
        User.objects.bulk_create(User(email=f"guest{n:04}@example.org") for n in accounts)
        return cost_of(lambda: (200, repr(list(User.objects.order_by("pk")[:25])).encode()))

    assert excess(cost(range(50)), cost(range(50, 90))) == {}
