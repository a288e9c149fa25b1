"""Leaving one juror out, against the plainest way to do so."""

import numpy as np
import pytest
from hypothesis import given

from juries.arithmetic.agreement import recounts as module
from juries.arithmetic.agreement.recounts import recounts
from juries.arithmetic.ranking.methods import METHODS
from juries.arithmetic.ranking.rank import rank
from juries.arithmetic.ranking.totals import as_shown
from tests.juries.arithmetic.samples import any_jury, juries, jury, many, seeds

OTHERS = [method for method in METHODS if method != "leniency"]


def ridge(reviews, strength):
    """Corrections by least squares on all entries and jurors at once, with lambda kept."""
    entries = np.eye(reviews.entries)[reviews.entry][:, reviews.per_entry > 0]
    design = np.hstack([entries, np.eye(reviews.jurors)[reviews.juror]])
    penalty = np.zeros(design.shape[1])
    penalty[entries.shape[1] :] = strength
    found = np.linalg.solve(design.T @ design + np.diag(penalty), design.T @ reviews.total)
    return found[entries.shape[1] :]


def first(scores):
    """Who is first, by the decimals that are shown."""
    seen = as_shown(scores)
    return set(np.flatnonzero(seen == np.nanmax(seen)).tolist()) if not np.isnan(seen).all() else set()


def margin(scores):
    """Points between the two best, to leave out ties that rescaling makes or breaks."""
    best = np.sort(scores[~np.isnan(scores)])[::-1]
    return best[0] - best[1] if len(best) > 1 else np.inf


@many
@given(seeds)
def test_leniency_is_fitted_anew_without_each_juror_with_the_same_lambda(seed):
    reviews = any_jury(seed)
    ranking = rank(reviews)
    winners = first(ranking.scores)

    found = recounts(ranking)

    for juror, kept in zip(found.jurors, found.kept, strict=True):
        left = reviews.only(reviews.juror != juror)
        correction = np.zeros(reviews.jurors)
        if ranking.leniency.corrected:
            correction = ridge(left, ranking.leniency.strength)
        scores = left.mean_of(left.total - correction[left.juror])
        assert kept == (winners <= first(scores))


@many
@given(seeds)
def test_the_refit_gives_the_corrections_of_the_whole_system(seed):
    reviews = any_jury(seed)
    ranking = rank(reviews)
    if not ranking.leniency.corrected:
        return

    found = module._without(ranking, module._inverse(ranking.leniency), 1)

    left = reviews.only(reviews.juror != 1)
    assert found == pytest.approx(ridge(left, ranking.leniency.strength), abs=1e-7)


@pytest.mark.parametrize("method", OTHERS)
@many
@given(reviews=juries(entries=6, jurors=6))
def test_other_methods_are_worked_out_anew_without_each_juror(method, reviews):
    ranking = rank(reviews, method)
    winners = first(ranking.scores)

    found = recounts(ranking)

    assert found.jurors.tolist() == np.flatnonzero(reviews.per_juror).tolist()
    for juror, kept in zip(found.jurors, found.kept, strict=True):
        scores = rank(reviews.only(reviews.juror != juror), method).scores
        if method != "zscore" or margin(scores) > 0.05:
            assert kept == (bool(winners) and winners <= first(scores))


def test_a_clear_winner_stays_first_in_every_recount():
    found = recounts(rank(jury([[90, 92, 95, 91], [50, 60, 55, 52], [70, 40, 45, 61]])))

    assert (found.runs, found.winner_kept) == (4, 4)


def test_a_winner_by_one_jurors_grace_is_lost_without_that_juror():
    found = recounts(rank(jury([[100, 50, 50], [60, 62, 61], [20, 20, 20]]), "mean"))

    assert found.kept.tolist() == [False, True, True]
    assert found.winner_kept == 2


def test_a_shared_first_place_is_kept_when_all_who_share_it_stay_first():
    found = recounts(rank(jury([[80, 70, 75], [70, 80, 75], [10, 10, 10]]), "mean"))

    assert found.kept.tolist() == [False, False, True]


def test_a_winner_who_loses_the_last_review_is_no_longer_first():
    found = recounts(rank(jury([[99, None], [50, 52], [40, 41]]), "mean"))

    assert found.kept.tolist() == [False, True]


def test_an_entry_below_the_quorum_wins_no_recount():
    found = recounts(rank(jury([[99, None, None], [50, 52, 51], [40, 41, 70]]), "mean", quorum=2))

    assert found.kept.tolist() == [False, False, True]


def test_jurors_without_a_review_are_not_recounted():
    assert recounts(rank(jury([[60, None, 50], [40, None, 45]]))).jurors.tolist() == [0, 2]


def test_a_jury_of_one_keeps_nothing_and_a_jury_of_none_has_no_recount():
    alone = recounts(rank(jury([[60], [40]])))

    assert (alone.runs, alone.winner_kept) == (1, 0)
    assert recounts(rank(jury([[None], [None]]))).runs == 0
