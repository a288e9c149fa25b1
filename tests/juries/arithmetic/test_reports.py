"""What an organiser sees of a plan, which rules it breaks, and one juror for one place."""

import numpy as np
import pytest
from hypothesis import given

from juries.arithmetic.assignment.assign import assign
from juries.arithmetic.assignment.matching import match
from juries.arithmetic.assignment.problem import Cap, Mix
from juries.arithmetic.assignment.report import broken, replacement, report
from tests.juries.arithmetic.samples import any_problem, problem, seeds, some


def plan(rows):
    return np.array(rows, dtype=bool)


def test_the_worst_served_entries_come_first():
    asked = problem([2] * 4, [4] * 3, match=[[0.9, 0.5, 0], [0.2, 0.4, 0], [0.6, 0, 0.7], [1, 1, 1]])

    seen = report(asked, plan([[1, 1, 0], [1, 1, 0], [1, 0, 1], [0, 0, 0]]), worst=2)

    assert seen.served[:3] == pytest.approx([0.7, 0.3, 0.65])
    assert np.isnan(seen.served[3])
    assert seen.worst_entries.tolist() == [1, 2]
    assert seen.worst_match == 0.2


def test_entries_without_a_juror_are_not_among_the_worst_served():
    seen = report(problem([1, 1], [1]), plan([[0], [1]]), worst=5)

    assert seen.worst_entries.tolist() == [1]


def test_an_empty_plan_has_no_worst_match_and_no_part():
    seen = report(problem([1], [1]), plan([[0]]))

    assert np.isnan(seen.worst_match)
    assert seen.worst_entries.tolist() == []
    assert seen.parts == []


def test_loads_count_what_is_done_elsewhere():
    assert report(problem([1, 1], [5, 5], done=[2, 0]), plan([[1, 0], [1, 0]])).loads.tolist() == [4, 0]


def test_parts_are_groups_of_jurors_that_share_no_entry():
    seen = report(problem([2] * 3, [3] * 5), plan([[1, 1, 0, 0, 0], [0, 0, 1, 0, 0], [0, 1, 0, 0, 0]]))

    assert [(entries.tolist(), jurors.tolist()) for entries, jurors in seen.parts] == [
        ([0, 2], [0, 1]),
        ([1], [2]),
    ]


def test_withdrawn_are_held_pairs_that_might_have_stayed():
    kept = plan([[1, 1], [1, 0]])
    asked = problem([1, 1], [2, 2], rules=[[0, 0], [1, 0]], kept=kept)

    assert report(asked, plan([[1, 0], [0, 1]])).withdrawn == 1


def test_unmet_counts_the_entries_that_miss_a_wish():
    women, abroad = plan([1, 1, 0]), plan([0, 0, 1])
    asked = problem([2] * 3, [3] * 3, mixes=[Mix("women", women, 2), Mix("abroad", abroad, 1)])

    seen = report(asked, plan([[1, 1, 0], [1, 0, 1], [0, 0, 1]]))

    assert seen.unmet == {"women": 2, "abroad": 1}


@pytest.mark.parametrize(
    ("given_", "sentence"),
    [
        ([[0, 0, 1], [1, 0, 0]], "a forbidden pair is in the plan"),
        ([[0, 1, 0], [0, 0, 0]], "a written review is not in the plan"),
        ([[0, 1, 0], [1, 1, 0]], "an entry has more jurors than places"),
        ([[1, 0, 0], [1, 0, 0]], "a juror has more entries than room"),
    ],
)
def test_a_broken_rule_is_named(given_, sentence):
    frozen = plan([[0, 0, 0], [1, 0, 0]])
    asked = problem([1, 1], [1, 2, 1], rules=[[0, 0, 1], [0, 0, 0]], frozen=frozen)

    assert broken(asked, plan(given_)) == [sentence]


def test_a_broken_cap_is_named():
    asked = problem([2], [1, 1], caps=[Cap("the ministry", plan([1, 1]), 1)])

    assert broken(asked, plan([[1, 1]])) == ["an entry has too many jurors of the ministry"]
    assert broken(asked, plan([[1, 0]])) == []


@some
@given(seeds)
def test_what_is_filled_breaks_nothing_and_an_extra_pair_does(seed):
    asked = any_problem(seed)
    given_ = assign(asked).given

    assert broken(asked, given_) == []
    if (asked.rules != 0).any() and (spoilt := np.argwhere(~asked.allowed)).size:
        given_[tuple(spoilt[0])] = True
        assert "a forbidden pair is in the plan" in broken(asked, given_)


def test_a_replacement_is_the_best_match_who_may_and_has_room():
    asked = problem(
        [2, 1], [2, 0, 2, 2, 1], match=[[0.9, 1, 0.8, 0.7, 1], [0] * 5], rules=[[1, 0, 0, 0, 0]] * 2
    )
    given_ = plan([[0, 0, 0, 1, 0], [0, 0, 0, 0, 1]])

    assert replacement(asked, given_, 0) == 2


def test_between_equal_matches_the_least_loaded_juror_replaces():
    asked = problem([1, 1], [9, 9, 9], done=[1, 0, 3])
    given_ = plan([[0, 0, 0], [0, 1, 0]])

    assert replacement(asked, given_, 0) in (0, 1)
    assert replacement(asked, plan([[0, 0, 0], [0, 0, 0]]), 0) == 1
    assert replacement(asked, plan([[0, 0, 0], [1, 1, 1]]), 0) == 1


def test_lots_decide_between_equal_replacements():
    found = {replacement(problem([1], [1] * 5, seed=seed), plan([[0] * 5]), 0) for seed in range(30)}

    assert len(found) > 2


def test_a_replacement_respects_caps_and_not_wishes():
    office, women = plan([1, 1, 0]), plan([0, 1, 0])
    asked = problem(
        [2], [1] * 3, [[1, 0.9, 0.1]], caps=[Cap("office", office, 1)], mixes=[Mix("women", women, 1)]
    )

    assert replacement(asked, plan([[1, 0, 0]]), 0) == 2
    assert replacement(asked, plan([[0, 0, 0]]), 0) == 0


def test_there_is_no_replacement_when_nobody_may_or_nobody_has_room():
    assert replacement(problem([1], [1, 0], rules=[[1, 0]]), plan([[0, 0]]), 0) is None


def test_a_match_weighs_expertise_language_and_preference_and_none_reaches_one_alone():
    assert match(1, 1, 1) == pytest.approx(1)
    assert match(0.5, 1, 0) == pytest.approx(0.5)
    assert match(0, 0, 1) == pytest.approx(0.2)
    assert match(0.7, 0.3) == match(0.7, 0.3, 0.5)
