"""The proof of a shortage, and what would help, against maximum flows."""

import numpy as np
import pytest
from hypothesis import assume, given

from juries.arithmetic.assignment.filling import Filling, fill
from juries.arithmetic.assignment.shortages import shortages
from tests.juries.arithmetic.flow import filled
from tests.juries.arithmetic.samples import CODES, any_problem, many, problem, seeds


def short(seed):
    """A drawn problem with empty places: its largest filling, and why."""
    filling = fill(any_problem(seed, entries=9, jurors=6))
    assume(filling.missing.any())
    return filling, shortages(filling)


def members(numbers, size):
    return np.isin(np.arange(size), numbers)


@many
@given(seeds)
def test_needed_less_room_less_others_is_missing_in_every_shortage(seed):
    filling, found = short(seed)

    for one in found:
        assert one.needed - one.room - one.others == one.missing > 0
        assert one.needed == filling.wanted[one.entries].sum()
        assert one.missing == filling.missing[one.entries].sum()


@many
@given(seeds)
def test_shortages_share_nothing_and_hold_all_that_is_missing(seed):
    filling, found = short(seed)

    assert sum(one.missing for one in found) == filling.missing.sum()
    for numbers in (
        np.concatenate([one.entries for one in found]),
        np.concatenate([one.jurors for one in found]),
    ):
        assert len(set(numbers.tolist())) == len(numbers)
    assert [one.missing for one in found] == sorted((one.missing for one in found), reverse=True)


@many
@given(seeds)
def test_a_shortage_is_a_proof(seed):
    filling, found = short(seed)
    asked = filling.problem

    for one in found:
        inside, own = members(one.jurors, asked.jurors), members(one.entries, asked.entries)
        assert (filling.load[inside] == asked.room[inside]).all()
        assert not (filling.given & ~asked.fixed)[~own][:, inside].any()
        assert not (asked.allowed & ~filling.given)[own][:, ~inside].any()
        assert one.others == filling.given[own][:, ~inside].sum()
        assert one.room == asked.room[inside].sum() - asked.fixed[~own][:, inside].sum()


@many
@given(seeds)
def test_a_waiver_fills_as_many_places_as_a_maximum_flow_without_that_rule(seed):
    filling, found = short(seed)
    asked = filling.problem

    for one in found:
        own = members(one.entries, asked.entries)[:, None]
        for code, places in one.waivers.items():
            waived = asked.allowed | (own & (asked.rules == 1 << CODES.index(code)))
            assert places == filled(asked, waived) - filled(asked)


@many
@given(seeds)
def test_waivers_and_jurors_kept_out_are_told_for_every_code_that_occurs(seed):
    filling, found = short(seed)
    rules, free = filling.problem.rules, filling.load < filling.room

    for one in found:
        own = rules[one.entries]
        there = [code for number, code in enumerate(CODES) if (own >> number & 1).any()]
        assert list(one.waivers) == list(one.kept_out) == there
        for code in there:
            alone = (own == 1 << CODES.index(code)).any(axis=0)
            assert one.kept_out[code] == (alone & free).sum()


@many
@given(seeds)
def test_the_raise_is_the_smallest_that_fills_all_places(seed):
    filling, found = short(seed)
    asked = filling.problem
    usual = filled(asked)

    for one in found:
        extra = members(one.jurors, asked.jurors).astype(int)

        def gain(more, extra=extra):
            return filled(asked, room=asked.room + more * extra) - usual

        if one.raise_by is None:
            assert gain(int(asked.wanted.sum())) < one.missing
        else:
            assert gain(one.raise_by) == one.missing
            assert gain(one.raise_by - 1) < one.missing


def test_no_shortage_is_told_when_all_places_are_filled():
    assert shortages(fill(problem([2, 2], [2, 2]))) == []


def test_a_scarce_language_is_to_blame():
    rules = np.zeros((5, 4), dtype=int)
    rules[:3, 1:] = 1  # only juror 0 reads the language of the first three entries
    rules[0, 3] = 3
    asked = problem([2] * 5, [2, 4, 4, 4], rules=rules)

    (one,) = shortages(fill(asked))

    assert one.entries.tolist() == [0, 1, 2]
    assert one.jurors.tolist() == [0]
    assert (one.needed, one.room, one.others, one.missing) == (6, 2, 0, 4)
    assert one.waivers == {"LANGUAGE": 4, "SAME_ORG": 0}
    assert one.kept_out == {"LANGUAGE": 3, "SAME_ORG": 0}
    assert one.raise_by is None


def test_full_jurors_are_to_blame_when_rules_are_not():
    (one,) = shortages(fill(problem([2, 2, 2], [1, 1, 1])))

    assert (one.needed, one.room, one.others, one.missing) == (6, 3, 0, 3)
    assert one.waivers == {}
    assert one.raise_by == 1


def test_jurors_outside_who_read_all_they_may_are_counted_as_others():
    asked = problem([2, 2, 1], [9, 1, 9], rules=[[0, 0, 1], [0, 0, 1], [1, 1, 0]])

    (one,) = shortages(fill(asked))

    assert one.entries.tolist() == [0, 1]
    assert one.jurors.tolist() == [1]
    assert (one.needed, one.room, one.others, one.missing) == (4, 1, 2, 1)


def test_written_reviews_of_other_entries_take_room_from_a_shortage():
    frozen = np.array([[False], [True]])
    asked = problem([1, 1], [1], rules=[[0], [1]], frozen=frozen)

    (one,) = shortages(fill(asked))

    assert one.entries.tolist() == [0]
    assert (one.needed, one.room, one.missing) == (1, 0, 1)
    assert one.raise_by == 1


def test_two_shortages_that_do_not_compete_are_told_apart_the_larger_first():
    rules = [[0, 1], [1, 0], [1, 0], [1, 0]]

    found = shortages(fill(problem([2, 1, 1, 1], [1, 1], rules=rules)))

    assert [one.entries.tolist() for one in found] == [[1, 2, 3], [0]]
    assert [one.missing for one in found] == [2, 1]


def test_fewer_eligible_jurors_than_places_cannot_be_helped_by_more_room():
    (one,) = shortages(fill(problem([3], [5, 5])))

    assert one.jurors.tolist() == []
    assert (one.needed, one.room, one.others, one.missing) == (3, 0, 2, 1)
    assert one.raise_by is None


def test_a_filling_that_is_not_the_largest_is_no_proof():
    empty = Filling(problem([1, 1], [1, 1]))

    with pytest.raises(AssertionError, match="is not missing"):
        shortages(empty)
