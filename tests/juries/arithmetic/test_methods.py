"""The methods of ranking by examples worked out by hand, and by the plainest way to work them out."""

from collections import defaultdict
from statistics import fmean, median, pstdev

import numpy as np
import pytest
from hypothesis import given

from juries.arithmetic.ranking.leniency import fit
from juries.arithmetic.ranking.methods import (
    METHODS,
    is_complete,
    is_thin,
    mid_ranks,
    places,
    scores,
    standardised,
)
from juries.arithmetic.ranking.rank import rank
from tests.juries.arithmetic.samples import juries, jury, many, simulated

PLAIN = [method for method in METHODS if method != "leniency"]


def test_the_plain_mean_takes_all_reviews_alike():
    assert rank(jury([[10, 20, 60], [None, 35, None]]), "mean").scores.tolist() == [30, 35]


def test_the_trimmed_mean_drops_one_highest_and_one_lowest_from_five_reviews_on():
    rows = [
        [10, 50, 60, 70, 100, None],
        [10, 50, 60, 100, None, None],
        [0, 0, 90, 100, 100, 100],
    ]

    assert rank(jury(rows), "trimmed").scores == pytest.approx([60, 55, 72.5])


def test_the_median_of_an_even_number_is_the_middle_of_two():
    rows = [[10, 90, 40], [10, 90, None], [None, 90, None], [80, 10, 30]]

    assert rank(jury(rows), "median").scores.tolist() == [40, 50, 90, 30]


def test_standard_scores_use_each_jurors_own_mean_and_population_sd():
    reviews = jury([[40, 50, None], [60, 50, None], [80, None, 90]])
    unit = 20 / np.sqrt(
        800 / 3
    )  # juror 0: mean 60, variance 800 / 3; juror 1: no spread; juror 2: one review
    mean, sd = 370 / 6, pstdev([40, 60, 80, 50, 50, 90])

    found = rank(reviews, "zscore").scores

    assert found == pytest.approx([mean - sd * unit / 2, mean, mean + sd * unit / 2])


def test_a_juror_without_spread_counts_as_average_for_every_entry():
    third = 0.1 + 0.2
    flat = jury([[third, 10], [0.3, 20], [third, 30]])

    found = standardised(flat)

    assert found[flat.juror == 0] == pytest.approx([flat.total.mean()] * 3)


def test_borda_shares_the_middle_of_equal_places_in_a_jurors_list():
    reviews = jury([[10, 90], [20, 80], [20, 70], [40, 60]])

    assert places(reviews)[reviews.juror == 0].tolist() == [12.5, 50, 50, 87.5]
    assert rank(reviews, "borda").scores.tolist() == [50, 56.25, 43.75, 50]


def test_borda_measures_a_place_against_the_length_of_the_jurors_own_list():
    reviews = jury([[10, 10], [20, None], [30, 20], [40, None], [50, None]])

    assert rank(reviews, "borda").scores.tolist() == [(10 + 25) / 2, 30, (50 + 75) / 2, 70, 90]


def test_places_do_not_part_what_differs_by_rounding_only():
    ranks = mid_ranks(np.zeros(3, dtype=int), np.array([0.1 + 0.2, 0.3, 0.4]))

    assert ranks.tolist() == [1.5, 1.5, 3]


def test_leniency_takes_each_jurors_correction_off_the_totals():
    reviews = jury([[70, 50], [None, 40]])

    assert scores("leniency", reviews, np.array([6.0, -4.0])).tolist() == [59, 44]


def test_only_leniency_uses_corrections():
    reviews = jury([[70, 50], [None, 40]])

    for method in PLAIN:
        assert not rank(reviews, method).leniency.correction.any()
        assert (scores(method, reviews, np.array([6.0, -4.0])) == rank(reviews, method).scores).all()


def test_an_unknown_method_is_refused():
    with pytest.raises(KeyError):
        rank(jury([[1]]), "best")


def test_lists_are_complete_when_every_busy_juror_read_every_entry():
    assert is_complete(jury([[1, None, 3], [1, None, 3]]))
    assert not is_complete(jury([[1, 2], [1, None]]))


def test_standard_scores_are_thin_below_ten_reviews_of_a_juror():
    assert not is_thin(jury([[1, None]] * 10))
    assert is_thin(jury([[1, 2]] * 9 + [[1, None]]))


@many
@given(juries())
def test_entries_without_a_review_have_no_score_and_no_rank_by_any_method(reviews):
    unread = reviews.per_entry == 0

    for method in METHODS:
        found = rank(reviews, method)
        assert (np.isnan(found.scores) == unread).all()
        assert ((found.ranks == 0) == unread).all()


def naive(method, reviews):
    """The scores of a method with dictionaries and lists only."""
    entries, jurors = defaultdict(list), defaultdict(list)
    rows = list(zip(reviews.entry.tolist(), reviews.juror.tolist(), reviews.total.tolist(), strict=True))
    for _entry, juror, total in rows:
        jurors[juror].append(total)
    mean, sd = fmean(reviews.total), pstdev(reviews.total)
    for entry, juror, total in rows:
        own = jurors[juror]
        if method == "zscore":
            spread = pstdev(own)
            total = mean + (sd * (total - fmean(own)) / spread if spread > 1e-9 else 0)
        if method == "borda":
            below, same = sum(one < total for one in own), own.count(total)
            total = 100 * (below + (same + 1) / 2 - 0.5) / len(own)
        entries[entry].append(total)
    middle = {"median": median, "trimmed": trimmed}.get(method, fmean)
    return {entry: middle(values) for entry, values in entries.items()}


def trimmed(values):
    return fmean(sorted(values)[1:-1] if len(values) >= 5 else values)


@pytest.mark.parametrize("method", PLAIN)
@many
@given(reviews=juries(entries=5, jurors=7))
def test_scores_are_those_of_the_plainest_way(method, reviews):
    found = rank(reviews, method).scores

    for entry, score in naive(method, reviews).items():
        assert found[entry] == pytest.approx(score)


def test_one_lenient_juror_lifts_the_plain_mean_but_not_the_corrected_score():
    reviews = jury([[95, None, 70], [None, 75, 72], [90, 68, None], [92, 73, 71], [94, None, 70]])

    plain, corrected = rank(reviews, "mean"), rank(reviews)

    assert plain.ranks[0] < plain.ranks[1]
    assert corrected.ranks[1] < corrected.ranks[0]


def test_more_jurors_than_entries_are_ranked_and_corrected():
    reviews = simulated(8, entries=3, jurors=12, each=9, leniency=15, error=3)

    found = rank(reviews)

    assert found.leniency.corrected
    assert sorted(found.ranks) == [1, 2, 3]
    assert fit(reviews).correction == pytest.approx(found.leniency.correction)
