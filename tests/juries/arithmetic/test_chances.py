"""The draws behind the chances of a ranking."""

from math import erf, sqrt

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from juries.arithmetic.agreement import chances as module
from juries.arithmetic.agreement.chances import Chances, chances
from juries.arithmetic.ranking.methods import METHODS
from juries.arithmetic.ranking.rank import rank
from tests.juries.arithmetic.samples import any_jury, juries, jury, many, seeds, simulated, some

NO = np.nan
FIELDS = ("first", "top", "low", "high", "expected")


def normal(value):
    """The chance that a standard normal figure is below the value."""
    return (1 + erf(value / sqrt(2))) / 2


@some
@given(seeds, st.integers(1, 6), st.sampled_from(METHODS))
def test_chances_add_up_to_one_winner_and_to_the_places_above_the_line(seed, places, method):
    ranking = rank(any_jury(seed), method)
    entries = int(ranking.rankable.sum())
    assume(ranking.leniency.error_variance is not None)

    sure = chances(ranking, places, draws=200, seed=seed)

    assert np.nansum(sure.first) == pytest.approx(1)
    assert np.nansum(sure.top) == pytest.approx(min(places, entries))
    assert np.nansum(sure.expected) == pytest.approx(entries * (entries + 1) / 2)


@some
@given(juries(least=0), st.integers(1, 4))
def test_chances_of_any_jury_are_known_of_the_rankable_entries_only(reviews, places):
    ranking = rank(reviews, quorum=2)

    sure = chances(ranking, places, draws=50)

    for name in FIELDS:
        assert (np.isnan(getattr(sure, name)) == ~ranking.rankable).all()
    assert (sure.low[ranking.rankable] >= 1).all()
    assert (sure.low[ranking.rankable] <= sure.high[ranking.rankable]).all()
    assert (sure.high[ranking.rankable] <= ranking.rankable.sum()).all()


def test_the_same_seed_draws_the_same_and_another_seed_does_not():
    ranking = rank(simulated(1))

    once, again, other = (chances(ranking, 3, 500, seed) for seed in (4, 4, 5))

    for name in FIELDS:
        assert np.array_equal(getattr(once, name), getattr(again, name))
    assert not np.array_equal(once.top, other.top)


def test_equal_entries_have_equal_chances():
    ranking = rank(jury([[50, 60, 70], [60, 70, 50], [70, 50, 60], [70, 60, 50], [20, 10, 15]]))

    sure = chances(ranking, places=2, draws=8000)

    assert sure.first == pytest.approx([0.25, 0.25, 0.25, 0.25, 0], abs=0.03)
    assert sure.top == pytest.approx([0.5, 0.5, 0.5, 0.5, 0], abs=0.03)
    assert sure.expected == pytest.approx([2.5, 2.5, 2.5, 2.5, 5], abs=0.1)


def test_a_clear_winner_has_a_chance_near_one():
    sure = chances(rank(jury([[52, 48, 50], [97, 95, 96], [40, 44, 41], [51, 50, 47]])), draws=2000)

    assert sure.first[1] > 0.99
    assert (sure.low[1], sure.high[1]) == (1, 1)
    assert sure.bands[1] == "above"


@pytest.mark.parametrize("apart", [0.0, 4.0, 10.0])
def test_two_entries_of_a_complete_panel_win_by_the_normal_distribution_of_their_difference(apart):
    reviews = jury([[60 + apart, 50 + apart, 55 + apart, 51 + apart], [56, 53, 61, 46]])
    ranking = rank(reviews, "mean")
    uncertain = sqrt(2 * ranking.leniency.error_variance / 4)

    sure = chances(ranking, draws=20_000)

    assert sure.first[0] == pytest.approx(normal((54 + apart - 54) / uncertain), abs=0.02)


def test_the_error_of_the_corrections_is_part_of_the_draws():
    reviews = simulated(21, entries=8, jurors=8, each=2, leniency=12, error=6)
    ranking = rank(reviews)
    incidence = np.eye(8)[reviews.juror]
    own = np.array([incidence[reviews.entry == entry].mean(axis=0) for entry in range(8)])
    fitted = ranking.leniency
    of_jurors = fitted.vectors @ np.diag(fitted.error_variance / (fitted.values + fitted.strength))
    of_jurors = of_jurors @ fitted.vectors.T

    for one, other in ((3, 1), (3, 0), (5, 3)):
        apart = own[one] - own[other]
        uncertain = sqrt(apart @ of_jurors @ apart + 2 * fitted.error_variance / 2)
        pair = ranking.among(np.isin(np.arange(8), [one, other]))
        expected = normal((ranking.scores[one] - ranking.scores[other]) / uncertain)
        assert chances(pair, draws=20_000).first[one] == pytest.approx(expected, abs=0.02)


def test_unequal_panels_are_pulled_to_the_mean_by_how_little_is_known():
    rows = [
        [95, 55, 88, 76],
        [90, None, None, None],
        [60, 84, 45, None],
        [50, 20, 66, 38],
        [20, 70, None, None],
    ]
    reviews = jury(rows)
    ranking = rank(reviews, "mean")
    count, error = reviews.per_entry, ranking.leniency.error_variance
    between = reviews.means.var(ddof=1) - (error / count).mean()
    pull = between / (between + error / count)
    middle = reviews.means.mean()
    quality = middle + pull * (reviews.means - middle)
    spread = np.sqrt(pull * error / count)

    sure = chances(ranking, places=1, draws=20_000)

    drawn = quality + spread * np.random.default_rng(1).standard_normal((20_000, 5))
    places = 1 + (-drawn).argsort(axis=1).argsort(axis=1)
    assert sure.first == pytest.approx((places == 1).mean(axis=0), abs=0.02)
    assert sure.expected == pytest.approx(places.mean(axis=0), abs=0.03)


def test_one_lucky_review_does_not_win():
    table = [[90, None, None, None]]
    table += [[mean - 18, mean - 6, mean + 6, mean + 18] for mean in (89, 75, 65, 55, 45, 35)]

    ranking = rank(jury(table), "mean")
    sure = chances(ranking)

    assert ranking.ranks[0] == 1
    assert sure.first[0] < sure.first[1] - 0.1


def test_nothing_is_known_when_no_entry_was_read_twice():
    sure = chances(rank(jury([[50, None], [None, 70]])))

    assert all(np.isnan(getattr(sure, name)).all() for name in FIELDS)
    assert sure.bands == [None, None]


@pytest.mark.parametrize("method", METHODS)
def test_ranks_are_certain_when_all_agree_and_ties_share_their_chances(method):
    third = 0.1 + 100 / 3
    ranking = rank(jury([[third] * 3, [third] * 3, [90.1] * 3, [third] * 3, [5] * 3]), method)

    sure = chances(ranking, places=2)

    assert sure.first.tolist() == [0, 0, 1, 0, 0]
    assert sure.top.tolist() == pytest.approx([1 / 3, 1 / 3, 1, 1 / 3, 0])
    assert sure.low.tolist() == [2, 2, 1, 2, 5]
    assert sure.high.tolist() == [4, 4, 1, 4, 5]
    assert sure.expected.tolist() == [3, 3, 1, 3, 5]


def test_an_entry_below_the_quorum_takes_no_chance_from_the_others():
    sure = chances(rank(jury([[99, None, None], [50, 60, 40], [45, 50, 55]]), quorum=2), draws=500)

    assert np.isnan(sure.first[0])
    assert np.nansum(sure.first) == 1
    assert np.nanmax(sure.high) == 2


def test_bands_are_grey_from_five_to_ninety_five_percent():
    top = np.array([0.96, 0.95, 0.5, 0.05, 0.04, NO])

    assert Chances(1, top, top, top, top, top).bands == ["above", "grey", "grey", "grey", "below", None]


def test_all_entries_are_above_a_line_that_lets_all_through():
    sure = chances(rank(simulated(3, 6, 4)), places=9, draws=100)

    assert sure.top.tolist() == [1] * 6
    assert set(sure.bands) == {"above"}


def truths(seed):
    """A jury with a known truth: its ranking, and the true rank of each entry."""
    lots = np.random.default_rng(seed)
    good, mild = lots.normal(60, 12, 30), lots.normal(0, 8, 10)
    table = np.full((30, 10), NO)
    for entry in range(30):
        chosen = lots.permutation(10)[:3]
        table[entry, chosen] = good[entry] + mild[chosen] + lots.normal(0, 10, 3)
    return rank(jury(table)), (-good).argsort().argsort() + 1


def test_chances_come_true_about_as_often_as_they_say_and_rank_ranges_hold_the_truth():
    said, came, inside, holds = [], [], [], []
    for seed in range(40):
        ranking, true = truths(seed)
        sure = chances(ranking, places=8, draws=400, seed=seed)
        said.extend(sure.top)
        came.extend(true <= 8)
        inside.extend((sure.low <= true) & (true <= sure.high))
        holds.extend((sure.low <= ranking.ranks) & (ranking.ranks <= sure.high))

    said, came = np.array(said), np.array(came)
    for low, high in ((0, 0.2), (0.2, 0.4), (0.4, 0.6), (0.6, 0.8), (0.8, 1.01)):
        bin_ = (said >= low) & (said < high)
        assert came[bin_].mean() == pytest.approx(said[bin_].mean(), abs=0.12)
    assert 0.85 < np.mean(inside) < 0.97
    assert np.mean(holds) > 0.97


@many
@given(seeds)
def test_drawing_in_small_pieces_is_as_sound(seed):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "CHUNK", 40)
        sure = chances(rank(any_jury(seed)), places=2, draws=60)

    assert np.isnan(sure.first).all() or np.nansum(sure.first) == pytest.approx(1)
    assert np.isnan(sure.expected).all() or np.nanmin(sure.expected) >= 1
