"""Ranks, ties and lines."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from juries.arithmetic.ranking.order import (
    Decider,
    OnTheLine,
    Preferences,
    across_the_line,
    competition_ranks,
    is_tied,
    resolve,
)
from juries.arithmetic.ranking.rank import in_order, rank
from tests.juries.arithmetic.samples import juries, jury, many, seeds

NO = np.nan
CRITERION, PREFERENCE, VOTE, LOT = Decider


def ranks_of(*scores, rankable=None):
    chosen = np.ones(len(scores), dtype=bool) if rankable is None else np.array(rankable)
    return competition_ranks(np.array(scores, dtype=float), chosen)


def known(criterion, reviews=None, votes=None):
    """What the chain of ties looks at; without reviews nobody scored two of the entries."""
    reviews = jury([[None]] * len(criterion)) if reviews is None else reviews
    by_vote = None if votes is None else np.array(votes, dtype=float)
    return Preferences(np.array(criterion, float), reviews.entry, reviews.juror, reviews.total, by_vote)


def test_equal_scores_share_a_rank_and_the_next_rank_is_left_out():
    assert ranks_of(80, 70, 80, 60, 60, 60, 10).tolist() == [1, 3, 1, 4, 4, 4, 7]


def test_a_tie_is_told_at_the_two_decimals_that_are_shown():
    assert ranks_of(66.664, 66.6649, 66.6651).tolist() == [2, 2, 1]
    assert ranks_of(70.004, 70.005).tolist() == [2, 1]


def test_what_calculation_with_floats_adds_does_not_part_a_tie():
    assert ranks_of(200 / 3, 66.67, (100 + 100 + 0) / 3).tolist() == [1, 1, 1]
    assert ranks_of(1.005, 1.01).tolist() == [1, 1]


def test_entries_that_are_not_rankable_take_no_place_from_the_others():
    assert ranks_of(90, 80, NO, 70, rankable=[False, True, False, True]).tolist() == [0, 1, 0, 2]


def test_entries_below_the_quorum_of_reviews_are_not_rankable():
    reviews = jury([[99, None, None], [50, 60, None], [40, 40, 40], [None, None, None]])

    assert rank(reviews, "mean", quorum=2).ranks.tolist() == [0, 1, 2, 0]
    assert rank(reviews, "mean", quorum=2).rankable.tolist() == [False, True, True, False]
    assert rank(reviews, "mean", quorum=4).ranks.tolist() == [0, 0, 0, 0]


def test_a_quorum_of_nought_ranks_nothing_without_a_review():
    assert rank(jury([[50], [None]]), "mean", quorum=0).ranks.tolist() == [1, 0]


def test_places_among_some_entries_leave_the_others_out():
    found = rank(jury([[90], [80], [80], [70]]), "mean").among(np.array([False, True, True, True]))

    assert found.ranks.tolist() == [0, 1, 1, 3]
    assert found.scores.tolist() == [90, 80, 80, 70]


@many
@given(juries(least=0))
def test_a_rank_is_one_more_than_the_number_of_better_entries(reviews):
    found = rank(reviews, "mean")
    shown = np.floor(found.scores * 100 + 0.5 + 1e-7)

    for own, place in zip(shown, found.ranks, strict=True):
        assert place == (0 if np.isnan(own) else 1 + (shown > own).sum())


def test_tied_are_the_entries_that_share_a_rank():
    assert is_tied(np.array([1, 1, 3, 0, 0])).tolist() == [True, True, False, False, False]
    assert is_tied(np.array([], dtype=int)).tolist() == []


TIE_ON_THE_LINE = np.array([1, 2, 2, 2, 5, 0])


@pytest.mark.parametrize(
    ("rule", "through", "talk"),
    [(OnTheLine.IN, [0, 1, 2, 3], []), (OnTheLine.OUT, [0], []), (OnTheLine.JURY, [0], [1, 2, 3])],
)
@pytest.mark.parametrize("most", [2, 3])
def test_entries_on_the_line_go_through_together_or_not_or_the_jury_decides(rule, through, talk, most):
    passed, open_ = across_the_line(TIE_ON_THE_LINE, most, rule)

    assert np.flatnonzero(passed).tolist() == through
    assert np.flatnonzero(open_).tolist() == talk


@pytest.mark.parametrize("rule", OnTheLine)
def test_a_tie_that_fits_above_the_line_goes_through_by_any_rule(rule):
    passed, talk = across_the_line(TIE_ON_THE_LINE, 4, rule)

    assert np.flatnonzero(passed).tolist() == [0, 1, 2, 3]
    assert not talk.any()


@pytest.mark.parametrize("rule", OnTheLine)
def test_entries_without_a_rank_never_go_through(rule):
    passed, talk = across_the_line(TIE_ON_THE_LINE, 10, rule)

    assert np.flatnonzero(passed | talk).tolist() == [0, 1, 2, 3, 4]
    assert not across_the_line(TIE_ON_THE_LINE, 0, rule)[0].any()


def test_a_tie_for_the_first_place_does_not_fit_a_line_of_one():
    passed, talk = across_the_line(np.array([1, 1, 3]), 1, OnTheLine.JURY)

    assert not passed.any()
    assert talk.tolist() == [True, True, False]


def test_the_criterion_named_first_parts_a_tie_first():
    reviews = jury([[10, 10], [90, 90]])

    found = resolve([0, 1], known([80, 70], reviews, votes=[0, 9]), seed=1)

    assert found == [(0, None), (1, CRITERION)]


def test_criterion_means_that_are_shown_alike_part_nothing():
    reviews = jury([[10, 10], [90, 90]])

    assert resolve([0, 1], known([80.001, 80.004], reviews), seed=1) == [(1, None), (0, PREFERENCE)]


def test_a_criterion_that_is_not_known_of_all_parts_nothing():
    found = resolve([0, 1], known([99, NO], votes=[1, 2]), seed=1)

    assert found == [(1, None), (0, VOTE)]


def test_the_share_of_jurors_who_put_one_above_the_other_parts_next():
    reviews = jury([[60, 70, 50, 99], [50, 60, 80, None]])

    assert resolve([1, 0], known([70, 70], reviews, [0, 9]), seed=1) == [(0, None), (1, PREFERENCE)]


def test_jurors_who_scored_one_of_the_two_say_nothing_of_preference():
    reviews = jury([[60, 90, None], [70, None, 10]])

    assert resolve([0, 1], known([70, 70], reviews), seed=1) == [(1, None), (0, PREFERENCE)]


def test_equal_totals_count_half_for_either():
    reviews = jury([[60, 70], [60, 50], [60, None]])

    found = resolve([0, 1, 2], known([70, 70, 70], reviews), seed=1)

    assert found == [(0, None), (2, PREFERENCE), (1, PREFERENCE)]


def test_an_entry_that_nobody_compared_stands_between_those_who_won_and_lost():
    reviews = jury([[70, None], [None, 50], [60, None]])

    found = resolve([2, 1, 0], known([70, 70, 70], reviews), seed=1)

    assert found == [(0, None), (1, PREFERENCE), (2, PREFERENCE)]


def test_the_votes_of_the_jury_part_what_preference_cannot():
    reviews = jury([[60, 70], [70, 60]])

    assert resolve([0, 1], known([70, 70], reviews, [2, 3]), seed=1) == [(1, None), (0, VOTE)]


def test_a_lot_parts_what_is_left_and_each_step_is_named():
    reviews = jury([[None, 80], [None, 70], [50, None], [50, None], [None, None]])

    found = resolve([0, 1, 2, 3, 4], known([70, 70, 70, 70, 90], reviews), seed=3)

    assert [entry for entry, _ in found[:2]] == [4, 0]
    assert {entry for entry, _ in found[2:4]} == {2, 3}
    assert found[4][0] == 1
    assert [decider for _, decider in found] == [None, CRITERION, PREFERENCE, LOT, PREFERENCE]


@many
@given(st.permutations(range(5)), seeds)
def test_a_lot_does_not_depend_on_the_order_in_which_the_entries_are_given(order, seed):
    nothing = known([70] * 9)

    assert resolve(order, nothing, seed) == resolve(range(5), nothing, seed)


@many
@given(st.permutations(range(5)), juries(entries=5, jurors=4, totals=st.sampled_from([40, 60, 80])))
def test_no_step_depends_on_the_order_in_which_the_entries_are_given(order, reviews):
    tie = list(range(reviews.entries))
    facts = known([70] * reviews.entries, reviews, [n % 2 for n in tie])

    assert resolve([one for one in order if one in tie], facts, 7) == resolve(tie, facts, 7)


def test_a_lot_is_fair_over_the_seeds():
    nothing = known([70, 70, 70])

    first = [resolve([0, 1, 2], nothing, seed)[0][0] for seed in range(600)]

    assert np.bincount(first) == pytest.approx([200] * 3, abs=50)


def test_a_single_entry_needs_no_decider():
    assert resolve([3], known([1, 2, 3, 4]), 0) == [(3, None)]


def test_the_chain_of_ties_puts_entries_in_order_and_changes_no_rank():
    found = rank(jury([[50, 90], [70, 70], [None, 99], [80, 60], [None, None]]), "mean", quorum=2)
    facts = known([10, 30, 0, 20, 0], found.reviews)

    assert found.ranks.tolist() == [1, 1, 0, 1, 0]
    assert in_order(found, facts, seed=0) == [1, 3, 0, 2, 4]
