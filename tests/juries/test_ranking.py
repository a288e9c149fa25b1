"""The arithmetic on plain values."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from juries.ranking import mean, median, rank, shown, total

WEIGHTS = {"a": 60, "b": 40}
points = st.integers(0, 100).map(Fraction)
tables = st.dictionaries(
    st.text("xyz", min_size=1, max_size=4), st.dictionaries(st.integers(0, 6), points, max_size=5), max_size=8
)


def test_total_is_the_weighted_mean_of_the_marks():
    assert total({"a": 5, "b": 0}, WEIGHTS) == 60


def test_total_of_a_missing_mark_is_not_a_total_with_zero():
    assert total({"a": 5, "b": None}, WEIGHTS) == 100
    assert total({"a": 5}, WEIGHTS) == 100
    assert total({"a": 5, "b": 0}, WEIGHTS) == 60


def test_total_without_any_mark_is_missing():
    assert total({"a": None}, WEIGHTS) is None
    assert total({}, WEIGHTS) is None


def test_total_leaves_out_criteria_that_are_no_longer_in_force():
    assert total({"a": 5, "b": 0}, {"a": 60}) == 100


@given(st.dictionaries(st.sampled_from("abcde"), st.integers(0, 5), min_size=1), st.integers(1, 9))
def test_total_depends_on_the_ratio_of_weights_only(marks, factor):
    weights = {"a": 10, "b": 20, "c": 30, "d": 25, "e": 15}

    assert total(marks, weights) == total(marks, {key: weight * factor for key, weight in weights.items()})


def test_equal_means_share_a_rank_and_the_next_rank_is_left_out():
    rows = rank({"x": {1: Fraction(80)}, "y": {1: Fraction(80)}, "z": {1: Fraction(70)}}, quorum=1)

    assert [(row.entry, row.rank, row.tied) for row in rows] == [
        ("x", 1, True),
        ("y", 1, True),
        ("z", 3, False),
    ]


def test_a_tie_is_told_at_two_decimals():
    third = {1: Fraction(200, 3), 2: Fraction(200, 3)}
    rows = rank({"x": third, "y": {1: Fraction("66.6666"), 2: Fraction("66.6668")}}, quorum=1)

    assert [row.rank for row in rows] == [1, 1]


def test_an_entry_below_the_quorum_has_no_rank_and_stands_last():
    rows = rank({"x": {1: Fraction(100)}, "y": {1: Fraction(10), 2: Fraction(20)}, "z": {}}, quorum=2)

    assert [(row.entry, row.rank) for row in rows] == [("y", 1), ("x", None), ("z", None)]


def test_spread_asks_for_a_talk_from_twenty_five_points():
    near, far = rank(
        {"x": {1: Fraction(50), 2: Fraction(74)}, "y": {1: Fraction(20), 2: Fraction(45)}}, quorum=1
    )

    assert (near.spread, near.discuss) == (Decimal("24.00"), False)
    assert (far.spread, far.discuss) == (Decimal("25.00"), True)


def test_halves_are_rounded_up():
    assert shown(Fraction(1, 8)) == Decimal("0.13")
    assert shown(None) is None


def test_mean_and_median_of_nothing_are_missing():
    assert mean([]) is None
    assert median([]) is None
    assert median([Fraction(1), Fraction(2)]) == Fraction(3, 2)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tables)
def test_every_entry_appears_once_and_ranks_follow_the_scores(table):
    rows = rank(table, quorum=1)

    assert sorted(row.entry for row in rows) == sorted(table)
    ranked = [row for row in rows if row.rank is not None]
    for one in ranked:
        assert one.rank == 1 + sum(other.score > one.score for other in ranked)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tables, st.randoms())
def test_the_order_of_rows_and_the_names_of_jurors_change_nothing(table, lots):
    keys = list(table)
    lots.shuffle(keys)
    other = {key: {f"juror {juror}": value for juror, value in table[key].items()} for key in keys}

    assert {row.entry: row.rank for row in rank(table, quorum=2)} == {
        row.entry: row.rank for row in rank(other, quorum=2)
    }
