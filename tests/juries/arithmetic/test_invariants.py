"""What must hold for the ranking of any jury (JURY 10)."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from juries.arithmetic.agreement.alpha import alpha
from juries.arithmetic.agreement.chances import chances
from juries.arithmetic.agreement.recounts import recounts
from juries.arithmetic.ranking.leniency import fit
from juries.arithmetic.ranking.methods import METHODS
from juries.arithmetic.ranking.rank import rank
from juries.arithmetic.ranking.reviews import Reviews
from tests.juries.arithmetic.samples import any_jury, complete_juries, juries, jury, many, seeds, simulated

every_method = pytest.mark.parametrize("method", METHODS)


@many
@given(complete_juries())
def test_complete_panels_have_exactly_the_plain_mean_and_corrections_that_add_up_to_nought(reviews):
    found = rank(reviews)

    assert found.scores.tolist() == reviews.means.tolist()
    assert found.leniency.correction.sum() == pytest.approx(0, abs=1e-8)


@many
@given(seeds, st.integers(0, 1))
def test_entries_that_the_whole_jury_read_have_exactly_the_plain_mean(seed, at):
    reviews = simulated(seed, entries=12, jurors=4, each=[4, 4] + [2] * 10)

    assert rank(reviews).scores[at] == reviews.means[at]


@every_method
@many
@given(reviews=juries(), lots=st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_nothing(method, reviews, lots):
    rows = list(range(len(reviews.total)))
    lots.shuffle(rows)
    entry, juror, total = reviews.entry[rows], reviews.juror[rows], reviews.total[rows]

    mixed = rank(Reviews.of(entry, juror, total, reviews.entries, reviews.jurors), method)

    usual = rank(reviews, method)
    assert np.array_equal(mixed.scores, usual.scores, equal_nan=True)
    assert mixed.ranks.tolist() == usual.ranks.tolist()


@every_method
@many
@given(reviews=juries(), seed=seeds)
def test_other_numbers_for_entries_and_jurors_change_nothing(method, reviews, seed):
    lots = np.random.default_rng(seed)
    entries, jurors = lots.permutation(reviews.entries), lots.permutation(reviews.jurors)
    other = Reviews.of(
        entries[reviews.entry], jurors[reviews.juror], reviews.total, reviews.entries, reviews.jurors
    )

    found, usual = rank(other, method), rank(reviews, method)

    assert found.scores[entries] == pytest.approx(usual.scores, nan_ok=True, abs=1e-7)
    assert found.ranks[entries].tolist() == usual.ranks.tolist()
    assert found.leniency.correction[jurors] == pytest.approx(usual.leniency.correction, abs=1e-7)


@every_method
@many
@given(reviews=juries())
def test_a_scale_turned_round_mirrors_the_ranks(method, reviews):
    usual = rank(reviews, method)
    # A half at the third decimal is rounded up on either scale: such a tie has no mirror image.
    thousandths = usual.scores[usual.rankable] * 100 % 1
    assume(not np.any(np.abs(thousandths - 0.5) < 1e-4))

    turned = rank(
        Reviews(reviews.entry, reviews.juror, 100 - reviews.total, reviews.entries, reviews.jurors), method
    )

    ranked = usual.ranks[usual.rankable]
    same = np.bincount(ranked)[ranked]
    assert (turned.ranks[usual.rankable] == len(ranked) + 2 - same - ranked).all()
    assert turned.scores == pytest.approx(100 - usual.scores, nan_ok=True, abs=1e-6)


@many
@given(seeds, st.integers(-40, 40))
def test_points_given_to_everybody_move_all_scores_and_no_correction(seed, points):
    reviews = any_jury(seed)
    higher = Reviews(reviews.entry, reviews.juror, reviews.total + points, reviews.entries, reviews.jurors)

    found, usual = rank(higher), rank(reviews)

    assert found.scores == pytest.approx(usual.scores + points, nan_ok=True, abs=1e-6)
    assert found.leniency.correction == pytest.approx(usual.leniency.correction, abs=1e-6)


@many
@given(seeds)
def test_a_score_is_the_mean_of_totals_less_corrections(seed):
    reviews = any_jury(seed)
    found = rank(reviews)

    for entry in range(reviews.entries):
        own = reviews.entry == entry
        each = reviews.total[own] - found.leniency.correction[reviews.juror[own]]
        assert found.scores[entry] == pytest.approx(each.mean(), abs=1e-8)


def moved(method, reviews, juror):
    """How many ranks all entries move together when one juror gives 20 points more to each."""
    more = reviews.total + 20 * (reviews.juror == juror)
    shifted = Reviews(reviews.entry, reviews.juror, more, reviews.entries, reviews.jurors)
    return np.abs(rank(shifted, method).ranks - rank(reviews, method).ranks).sum()


def test_a_jurors_shift_moves_the_corrected_ranking_less_than_the_plain_one():
    sample = [(simulated(seed, entries=24, jurors=8, each=3), seed % 8) for seed in range(40)]

    corrected = [moved("leniency", *one) for one in sample]
    plain = [moved("mean", *one) for one in sample]

    assert np.mean(corrected) < 0.7 * np.mean(plain)


@every_method
@many
@given(shape=juries(), points=st.sampled_from([0.0, 100 / 3, 100.0]))
def test_identical_scores_give_one_big_tie_and_no_alpha(method, shape, points):
    same = Reviews(
        shape.entry, shape.juror, np.full_like(shape.total, points, dtype=float), shape.entries, shape.jurors
    )

    found = rank(same, method)

    assert set(found.ranks[found.rankable]) == {1}
    assert alpha(same.entry, same.total) is None
    assert not found.leniency.corrected


def test_identical_scores_share_every_chance_and_survive_every_recount():
    found = rank(jury([[60, 60, 60]] * 4))

    sure, again = chances(found, places=2), recounts(found)

    assert sure.first.tolist() == [0.25] * 4
    assert sure.top.tolist() == [0.5] * 4
    assert again.winner_kept == again.runs == 3


@many
@given(seeds)
def test_the_same_points_from_a_juror_for_all_keep_a_complete_jury_in_order(seed):
    reviews = simulated(seed, entries=6, jurors=4, each=4)
    more = reviews.total + 20 * (reviews.juror == 1)
    shifted = Reviews(reviews.entry, reviews.juror, more, reviews.entries, reviews.jurors)

    assert rank(shifted).scores == pytest.approx(rank(reviews).scores + 5)


def test_gaps_by_conflicts_in_an_otherwise_complete_panel_are_made_good():
    quality = np.array([80.0, 70.0, 60.0, 50.0, 40.0])
    mildness = np.array([12.0, 0.0, -12.0])
    table = quality[:, None] + mildness
    table[0, 0] = table[1, 2] = np.nan  # the mild juror misses the best, the strict the second

    plain, corrected = rank(jury(table), "mean"), rank(jury(table))

    assert plain.ranks.tolist() == [2, 1, 3, 4, 5]
    assert corrected.ranks.tolist() == [1, 2, 3, 4, 5]
    assert corrected.scores == pytest.approx(quality, abs=0.1)


def test_groups_that_share_nothing_are_not_made_comparable():
    left, right = [[90, 88], [80, 79], [85, 84]], [[60, 58], [50, 51], [55, 52]]
    table = [[*row, None, None] for row in left] + [[None, None, *row] for row in right]
    reviews = jury(table)

    found = rank(reviews)

    assert len(reviews.parts) == 2
    assert found.scores.mean() == pytest.approx(reviews.means.mean(), abs=1e-6)
    assert found.scores[:3].mean() == pytest.approx(reviews.means[:3].mean())


def test_a_juror_with_a_single_review_is_corrected_less_than_one_with_many():
    reviews = simulated(5, entries=20, jurors=6, each=3, leniency=15, error=5)
    table = np.full((20, 7), np.nan)
    table[reviews.entry, reviews.juror] = reviews.total
    lenient = int(np.argmax(fit(reviews).correction))
    only = reviews.entry[reviews.juror == lenient][0]
    table[only, 6] = table[only, lenient]

    found = fit(jury(table))

    assert 0 < found.correction[6] < found.correction[lenient]
    assert found.standard_error[6] > found.standard_error[lenient]
