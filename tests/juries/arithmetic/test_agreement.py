"""Krippendorff's alpha, the intraclass correlation, and jurors who score unlike the others."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from juries.arithmetic.agreement.alpha import alpha, intraclass, reliability
from juries.arithmetic.agreement.jurors import gives_one_score, is_odd, misfit
from juries.arithmetic.ranking.rank import rank
from tests.juries.arithmetic.samples import any_jury, juries, jury, many, seeds, simulated

NO = np.nan
# "Computing Krippendorff's Alpha-Reliability" (2011), example C: four observers, twelve units.
OBSERVERS = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, NO, NO, NO],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NO, 3],
        [NO, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NO],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NO],
    ]
)
# Shrout and Fleiss, "Intraclass correlations" (1979), table 2: six targets, four judges.
TARGETS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]


def marks(table):
    """Entry and mark of each cell of entries × jurors, missing ones as NaN."""
    table = np.array(table, dtype=float)
    return np.repeat(np.arange(len(table)), table.shape[1]), table.ravel()


@pytest.mark.parametrize(("ordinal", "published"), [(False, 0.849), (True, 0.815)])
def test_alpha_is_that_of_krippendorffs_own_example(ordinal, published):
    assert round(alpha(*marks(OBSERVERS.T), ordinal=ordinal), 3) == published


def test_alpha_is_one_when_all_agree_and_entries_differ():
    assert alpha(*marks([[10, 10, 10], [40, 40, 40]])) == 1


def test_alpha_of_agreement_below_chance_is_negative():
    assert alpha(*marks([[0, 100], [100, 0]])) == pytest.approx(-0.5)


def test_alpha_is_near_nought_for_marks_by_chance():
    lots = np.random.default_rng(3)

    assert alpha(*marks(lots.integers(0, 11, (3000, 3)))) == pytest.approx(0, abs=0.03)


@pytest.mark.parametrize(
    "table", [[[40, 40], [40, 40]], [[40, NO], [NO, 60]], [[NO, NO]], [[0.1 + 0.2, 0.3], [0.3, 0.3]]]
)
@pytest.mark.parametrize("ordinal", [False, True])
def test_alpha_is_undefined_when_nothing_varies_or_nothing_can_be_compared(table, ordinal):
    assert alpha(*marks(table), ordinal=ordinal) is None


def test_alpha_of_one_entry_cannot_tell_agreement_from_chance():
    assert alpha(*marks([[10, 40, 70]])) == pytest.approx(0)


def test_alpha_of_no_marks_is_undefined():
    assert alpha(np.zeros(0, dtype=int), np.zeros(0)) is None


def test_single_marks_do_not_count():
    pairs = [[10, 20], [50, 70]]

    assert alpha(*marks([*pairs, [99, NO]])) == pytest.approx(alpha(*marks(pairs)))


def test_alpha_does_not_change_with_the_unit_and_keeps_its_digits_for_large_figures():
    entry, values = marks(OBSERVERS.T)

    assert alpha(entry, values * 25 - 25) == pytest.approx(alpha(entry, values))
    assert alpha(entry, values + 1e7) == pytest.approx(alpha(entry, values), abs=1e-6)


def test_ordinal_alpha_depends_on_the_order_of_marks_only():
    entry, values = marks(OBSERVERS.T)

    assert alpha(entry, values**3, ordinal=True) == pytest.approx(alpha(entry, values, ordinal=True))


def by_pairs(table, distance):
    """Alpha by its definition: observed over expected disagreement of all pairs of marks."""
    units = [[mark for mark in row if not np.isnan(mark)] for row in table]
    units = [unit for unit in units if len(unit) > 1]
    pool = [mark for unit in units for mark in unit]
    observed = sum(distance(a, b, pool) / (len(unit) - 1) for unit in units for a, b in permutations(unit, 2))
    expected = sum(distance(a, b, pool) for a, b in permutations(pool, 2))
    if not expected:
        return None
    return 1 - observed / len(pool) / (expected / (len(pool) * (len(pool) - 1)))


def interval(a, b, _pool):
    return (a - b) ** 2


def ordinal_distance(a, b, pool):
    low, high = min(a, b), max(a, b)
    return (sum(low <= one <= high for one in pool) - (pool.count(a) + pool.count(b)) / 2) ** 2


@pytest.mark.parametrize(("ordinal", "distance"), [(False, interval), (True, ordinal_distance)])
@many
@given(reviews=juries(entries=6, jurors=4, totals=st.integers(0, 5)))
def test_alpha_is_one_less_observed_over_expected_disagreement(ordinal, distance, reviews):
    table = np.full((reviews.entries, reviews.jurors), NO)
    table[reviews.entry, reviews.juror] = reviews.total

    found = alpha(*marks(table), ordinal=ordinal)

    expected = by_pairs(table, distance)
    assert found == (None if expected is None else pytest.approx(expected))


def test_icc_is_that_of_shrout_and_fleiss():
    found = intraclass(*marks(TARGETS))

    assert round(found, 2) == 0.17
    assert round(reliability(found, 4), 2) == 0.44


def test_icc_of_unequal_panels_is_that_of_the_one_way_anova():
    entry = np.array([0, 0, 1, 1, 1, 3])
    values = np.array([10.0, 20.0, 40.0, 50.0, 60.0, 30.0])
    between, within, usual = 1500 / 2, 250 / 3, (6 - 14 / 6) / 2

    assert intraclass(entry, values) == pytest.approx((between - within) / (between + (usual - 1) * within))


def test_icc_is_negative_when_entries_are_more_alike_than_jurors():
    assert intraclass(*marks([[0, 100], [100, 0], [10, 90]])) == pytest.approx(-1, abs=0.01)


@pytest.mark.parametrize("table", [[[10, 20, 30]], [[10], [20]], [[40, 40], [40, 40]]])
def test_icc_is_undefined_for_one_entry_for_single_reviews_and_when_nothing_varies(table):
    assert intraclass(*marks(table)) is None


def test_icc_of_nothing_is_undefined():
    assert intraclass(np.zeros(0, dtype=int), np.zeros(0)) is None


@pytest.mark.parametrize("icc", [None, 0, -0.2])
def test_a_mean_has_no_reliability_without_a_positive_icc(icc):
    assert reliability(icc, 3) is None


def test_the_reliability_of_one_review_is_the_icc_and_grows_with_reviews():
    assert reliability(0.4, 1) == pytest.approx(0.4)
    assert reliability(0.4, 3) == pytest.approx(1.2 / 1.8)


@many
@given(seeds)
def test_misfit_is_a_jurors_mean_squared_residual_over_that_of_all(seed):
    reviews = any_jury(seed)
    ranking = rank(reviews)
    corrected = reviews.total - ranking.leniency.correction[reviews.juror]
    squares = (corrected - ranking.scores[reviews.entry]) ** 2

    found = misfit(ranking)

    for juror in range(reviews.jurors):
        own = squares[reviews.juror == juror]
        expected = own.mean() / squares.mean() if len(own) and squares.mean() > 1e-12 else NO
        assert found[juror] == pytest.approx(expected, nan_ok=True, abs=1e-9)


def test_misfit_is_unknown_where_nobody_deviates():
    assert np.isnan(misfit(rank(jury([[50, 50], [20, 20]])))).all()


def with_chancer(reviews_of_each):
    """A jury whose juror 0 scores by dice; every juror reads that many entries."""
    reviews = simulated(2, entries=reviews_of_each, jurors=6, each=6, leniency=5, error=5)
    dice = np.random.default_rng(9).uniform(0, 100, len(reviews.total))
    return jury(np.where(reviews.juror == 0, dice, reviews.total).reshape(reviews_of_each, 6))


def test_a_juror_who_scores_by_dice_is_odd_and_the_others_are_not():
    ranking = rank(with_chancer(15))

    assert np.argmax(misfit(ranking)) == 0
    assert is_odd(ranking).tolist() == [True] + [False] * 5


@pytest.mark.parametrize(("reviews", "flagged"), [(11, False), (12, True)])
def test_nobody_is_called_odd_below_twelve_reviews(reviews, flagged):
    ranking = rank(with_chancer(reviews))

    assert misfit(ranking)[0] > 1.5
    assert is_odd(ranking)[0] == flagged


def test_one_score_for_everything_is_told_from_two_reviews_on():
    ranking = rank(jury([[50, 50, 40, None], [50, 60, None, None], [0.1 + 49.9, 50, None, None]]))

    assert gives_one_score(ranking).tolist() == [True, False, False, False]
