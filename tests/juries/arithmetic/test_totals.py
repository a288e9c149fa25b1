"""From marks to totals, and what a set of reviews knows of itself."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from juries.arithmetic.ranking.reviews import Reviews, parts_of
from juries.arithmetic.ranking.totals import Scale, as_shown, rescaled, shown, total, totals
from tests.juries.arithmetic.samples import juries, jury, many

NO = np.nan
FIVE, TEN = Scale(30, 1, 5), Scale(70, 0, 10)
marks_of_five = st.one_of(st.none(), st.integers(2, 10).map(lambda half: half / 2))


def test_total_is_the_weighted_mean_of_the_rescaled_marks_times_a_hundred():
    marks = np.array([[5.0, 0.0], [3.0, 10.0], [1.0, 5.0]])

    assert totals(marks, [FIVE, TEN]).tolist() == [30.0, 85.0, 35.0]


def test_an_abstention_leaves_its_weight_to_the_other_criteria():
    marks = np.array([[NO, 8.0], [2.0, NO]])

    assert totals(marks, [FIVE, TEN]) == pytest.approx([80.0, 25.0])


def test_the_lowest_mark_is_no_abstention():
    assert totals(np.array([[1.0, 8.0]]), [FIVE, TEN]) == pytest.approx([56.0])


def test_a_review_of_abstentions_only_has_no_total():
    assert np.isnan(totals(np.array([[NO, NO]]), [FIVE, TEN])).all()


def test_no_reviews_give_no_totals():
    assert totals(np.zeros((0, 2)), [FIVE, TEN]).shape == (0,)


def test_a_scale_with_1_as_best_gives_its_best_mark_all_points():
    school = Scale(1, 1, 6, best_is_high=False)

    assert totals(np.array([[1.0], [3.5], [6.0]]), [school]).tolist() == [100.0, 50.0, 0.0]


def test_a_scale_may_begin_below_nought():
    assert rescaled(np.array([[-2.0], [0.0], [2.0]]), [Scale(1, -2, 2)]).ravel().tolist() == [0.0, 0.5, 1.0]


def test_a_criterion_of_weight_nought_does_not_count():
    eligible = Scale(0, 0, 1)

    assert totals(np.array([[4.0, 0.0], [4.0, 1.0]]), [FIVE, eligible]).tolist() == [75.0, 75.0]
    assert np.isnan(totals(np.array([[NO, 1.0]]), [FIVE, eligible])).all()


@many
@given(st.lists(marks_of_five, min_size=3, max_size=3), st.lists(st.booleans(), min_size=3, max_size=3))
def test_scales_turned_round_give_the_rest_to_a_hundred(marks, upward):
    row = np.array([[NO if mark is None else mark for mark in marks]])
    scales = [Scale(weight, 1, 5, up) for weight, up in zip((20, 30, 50), upward, strict=True)]
    turned = [Scale(one.weight, 1, 5, not one.best_is_high) for one in scales]

    assert totals(row, turned) == pytest.approx(100 - totals(row, scales), nan_ok=True)


@many
@given(st.dictionaries(st.sampled_from("abc"), marks_of_five), st.integers(1, 9))
def test_one_total_by_name_is_the_total_of_the_table_whatever_the_weights_add_up_to(marks, factor):
    scales = {name: Scale(weight, 1, 5) for name, weight in zip("abc", (20, 30, 50), strict=True)}
    heavier = {name: Scale(weight * factor, 1, 5) for name, weight in zip("abc", (20, 30, 50), strict=True)}
    row = [[NO if marks.get(name) is None else marks[name] for name in "abc"]]

    found = total(marks, heavier)

    assert (NO if found is None else found) == pytest.approx(
        totals(np.array(row), list(scales.values()))[0], nan_ok=True
    )


def test_marks_of_a_criterion_out_of_force_do_not_count():
    assert total({"a": 5, "b": 0}, {"a": FIVE}) == 100
    assert total({"b": 5}, {"a": FIVE}) is None


@pytest.mark.parametrize(
    ("value", "seen"),
    [
        (70.005, "70.01"),
        (70.0049, "70.00"),
        (70.125, "70.13"),
        (-0.005, "0.00"),
        (0.1 + 0.2, "0.30"),
        (100.0, "100.00"),
    ],
)
def test_halves_are_rounded_up_at_the_second_decimal(value, seen):
    assert shown(value) == Decimal(seen)


def test_what_calculation_with_floats_takes_away_is_given_back():
    assert Fraction(1.005) < Fraction("1.005")
    assert as_shown(np.array([1.005]))[0] == 1.01


def test_nothing_is_shown_for_no_value():
    assert shown(None) is None
    assert shown(float("nan")) is None


def test_a_value_may_be_shown_at_other_decimals():
    assert shown(71.25, 1) == Decimal("71.3")
    assert shown(71.5, 0) == Decimal("72")


def test_a_juror_cannot_review_an_entry_twice():
    twice = np.array([0, 0])

    with pytest.raises(ValueError, match="twice"):
        Reviews.of(twice, twice, np.array([1.0, 2.0]), 1, 1)


def test_reviews_without_a_total_are_left_out():
    both = Reviews.of(np.array([1, 0]), np.array([0, 0]), np.array([40.0, NO]), 2, 1)

    assert both.per_entry.tolist() == [0, 1]
    assert both.total.tolist() == [40.0]
    assert np.isnan(both.means[0])
    assert np.isnan(both.spreads[0])


def test_means_and_spreads_are_those_of_each_entry():
    seen = jury([[50, 60, None], [None, None, 10], [30, 80, 10]])

    assert seen.means.tolist() == [55.0, 10.0, 40.0]
    assert seen.spreads.tolist() == [10.0, 0.0, 70.0]
    assert seen.per_juror.tolist() == [2, 2, 2]


def joined(pairs):
    """The connected parts of (entry, juror) pairs, one after the other: sets of both."""
    parts = []
    for entry, juror in pairs:
        new = ({entry}, {juror})
        for old in [part for part in parts if entry in part[0] or juror in part[1]]:
            parts.remove(old)
            new = (new[0] | old[0], new[1] | old[1])
        parts.append(new)
    return parts


@many
@given(juries(entries=8, jurors=7, least=0))
def test_parts_are_the_groups_that_share_neither_entry_nor_juror(reviews):
    expected = joined(zip(reviews.entry.tolist(), reviews.juror.tolist(), strict=True))

    found = [(set(entries.tolist()), set(jurors.tolist())) for entries, jurors in reviews.parts]

    assert len(found) == len(expected)
    assert all(part in expected for part in found)
    assert [len(entries) for entries, _ in found] == sorted((len(one) for one, _ in found), reverse=True)


def test_parts_are_found_along_a_long_chain_of_jurors():
    entry = np.repeat(np.arange(300), 2)
    juror = np.stack([np.arange(300), np.arange(1, 301)], axis=1).ravel()[::-1].copy()

    assert len(parts_of(entry[::-1].copy(), juror, 300, 301)) == 1
