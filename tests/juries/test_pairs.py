"""Every pair of twelve acts on one panel at the same moment; more rounds: python -m bench.races."""

import pytest

from tests.juries.pairs import ACTS, PAIRS, collide

pytestmark = [pytest.mark.postgresql, pytest.mark.thorough, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("act", ACTS)
def test_two_acts_at_once_leave_a_record_that_agrees_with_itself(act):
    found = {other: list(collide(one, other, rounds=5)) for one, other in PAIRS if one == act}

    assert {other: wrong for other, wrong in found.items() if wrong} == {}
