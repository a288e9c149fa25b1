"""Filling places on plain values."""

from collections import Counter
from itertools import combinations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from juries.assignment import fill, match_of


def all_pairs(entries, jurors, value=0.5):
    return {(entry, juror): value for entry in entries for juror in jurors}


def test_every_place_is_filled_and_loads_are_even():
    entries, jurors = [f"e{n}" for n in range(12)], [f"j{n}" for n in range(6)]

    plan = fill(dict.fromkeys(entries, 3), dict.fromkeys(jurors, 20), all_pairs(entries, jurors))

    assert plan.unfilled == {}
    assert set(plan.loads().values()) == {6}


def test_a_swap_fills_what_greed_would_leave_empty():
    # j1 may read both, j2 only e1: whoever takes e1 with j1 first has to give it back.
    match = {("e1", "j1"): 1.0, ("e1", "j2"): 0.1, ("e2", "j1"): 1.0}

    plan = fill({"e1": 1, "e2": 1}, {"j1": 1, "j2": 1}, match)

    assert plan.given == {"e1": {"j2"}, "e2": {"j1"}}


def test_kept_pairs_stay_even_when_a_swap_would_fill_more():
    match = {("e1", "j1"): 1.0, ("e1", "j2"): 0.1, ("e2", "j1"): 1.0}

    plan = fill({"e1": 1, "e2": 1}, {"j1": 1, "j2": 1}, match, kept=[("e1", "j1")])

    assert "j1" in plan.given["e1"]
    assert plan.unfilled == {"e2": 1}


def test_what_cannot_be_filled_is_told():
    plan = fill({"e1": 3}, {"j1": 5, "j2": 5}, all_pairs(["e1"], ["j1", "j2"]))

    assert plan.unfilled == {"e1": 1}


def test_the_same_seed_gives_the_same_plan():
    entries, jurors = range(9), range(5)
    plans = [
        fill(dict.fromkeys(entries, 2), dict.fromkeys(jurors, 9), all_pairs(entries, jurors), seed=7)
        for _ in "ab"
    ]

    assert plans[0].given == plans[1].given


def test_expertise_weighs_more_than_language():
    assert match_of(expert=True, generalist=False, reads=False) > match_of(
        expert=False, generalist=False, reads=True
    )


def most_places(places, room, pairs):
    """The largest number of places that can be filled, by trying every choice of pairs."""
    for size in range(len(pairs), 0, -1):
        for chosen in combinations(pairs, size):
            readers, loads = Counter(entry for entry, _ in chosen), Counter(juror for _, juror in chosen)
            if all(readers[e] <= places[e] for e in readers) and all(loads[j] <= room[j] for j in loads):
                return size
    return 0


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.dictionaries(st.sampled_from("ABC"), st.integers(0, 2), min_size=1),
    st.dictionaries(st.sampled_from("xyz"), st.integers(0, 2), min_size=1),
    st.sets(st.tuples(st.sampled_from("ABC"), st.sampled_from("xyz"))),
)
def test_no_plan_fills_more_places(places, room, pairs):
    pairs = [pair for pair in sorted(pairs) if pair[0] in places and pair[1] in room]

    plan = fill(places, room, dict.fromkeys(pairs, 0.5))

    assert len(plan.pairs()) == most_places(places, room, pairs)
    assert all(pair in pairs for pair in plan.pairs())
    assert all(load <= room[juror] for juror, load in plan.loads().items())
    assert sum(plan.unfilled.values()) == sum(places.values()) - len(plan.pairs())
