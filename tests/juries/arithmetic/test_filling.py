"""The largest filling against a maximum flow that is found another way."""

import numpy as np
import pytest
from hypothesis import given

from juries.arithmetic.assignment.filling import fill
from juries.arithmetic.assignment.problem import bits
from juries.arithmetic.assignment.report import broken
from tests.juries.arithmetic.flow import filled
from tests.juries.arithmetic.samples import any_problem, many, problem, seeds, some


def assert_largest(asked):
    found = fill(asked)

    assert broken(asked, found.given) == []
    assert (found.missing == asked.wanted - found.given.sum(axis=1)).all()
    assert (found.load == found.given.sum(axis=0)).all()
    assert found.given.sum() == filled(asked)


@many
@given(seeds)
def test_a_filling_is_as_large_as_a_maximum_flow(seed):
    assert_largest(any_problem(seed, held=False))


@many
@given(seeds)
def test_frozen_and_kept_pairs_leave_the_filling_as_large_as_it_can_be(seed):
    assert_largest(any_problem(seed))


@some
@given(seeds)
def test_larger_juries_are_filled_as_far_as_a_maximum_flow_goes(seed):
    assert_largest(any_problem(seed, entries=40, jurors=15))


@pytest.mark.parametrize("seed", range(6))
def test_a_swap_frees_a_juror_whom_another_entry_needs(seed):
    rules = [[0, 0, 1], [0, 0, 1], [0, 1, 0]]
    match = [[0.9, 0.8, 0], [0.9, 0.8, 0], [1, 0, 0]]  # the third entry would rather have juror 0, too

    asked = problem([1, 1, 1], [1, 1, 1], match, rules, seed=seed)

    assert fill(asked).missing.tolist() == [0, 0, 0]
    assert fill(asked).given[2].tolist() == [False, False, True]


def test_reviews_done_elsewhere_take_room():
    asked = problem([1, 1, 1], [3, 1], done=[2, 1])

    assert fill(asked).load.tolist() == [1, 0]
    assert fill(asked).missing.sum() == 2


def test_more_reviews_done_than_allowed_leave_no_room_rather_than_less_than_none():
    assert fill(problem([1], [2], done=[5])).load.tolist() == [0]


def test_a_frozen_review_stays_although_forbidden_and_beyond_room_and_places():
    frozen = np.array([[True, True], [False, False]])
    asked = problem([1, 1], [0, 2], rules=[[3, 0], [0, 0]], frozen=frozen)

    found = fill(asked)

    assert found.given.tolist() == [[True, True], [False, True]]
    assert found.missing.tolist() == [0, 0]


def test_kept_pairs_come_before_better_matches():
    kept = np.array([[True, False], [False, True]])
    asked = problem([1, 1], [1, 1], match=[[0.1, 0.9], [0.9, 0.1]], kept=kept)

    assert fill(asked).given.tolist() == kept.tolist()


def test_a_kept_pair_that_a_rule_forbids_now_is_given_up():
    asked = problem([1], [1, 1], rules=[[1, 0]], kept=np.array([[True, False]]))

    assert fill(asked).given.tolist() == [[False, True]]


def test_nothing_is_filled_when_everything_is_forbidden():
    found = fill(problem([2, 1], [5, 5], rules=np.full((2, 2), 4)))

    assert not found.given.any()
    assert found.missing.tolist() == [2, 1]


def test_more_jurors_than_entries_leave_some_without_work():
    found = fill(problem([3], [1] * 7))

    assert found.missing.tolist() == [0]
    assert sorted(found.load) == [0, 0, 0, 0, 1, 1, 1]


@some
@given(seeds)
def test_the_same_seed_gives_the_same_filling(seed):
    assert (fill(any_problem(seed)).given == fill(any_problem(seed)).given).all()


def test_codes_become_bits_by_their_places():
    names = ["LANGUAGE", "SAME_ORG", "TRACK"]

    assert bits([], names) == 0
    assert bits(["TRACK", "LANGUAGE", "TRACK"], names) == 5
