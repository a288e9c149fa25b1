"""The plan: full, sound, and the best by the objective of JURY 2.1."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given

from juries.arithmetic.assignment import assign as module
from juries.arithmetic.assignment import candidates as candidates_module
from juries.arithmetic.assignment.assign import assign
from juries.arithmetic.assignment.filling import fill
from juries.arithmetic.assignment.problem import Cap, Mix
from juries.arithmetic.assignment.programme import SOLVER
from juries.arithmetic.assignment.report import broken, report
from juries.arithmetic.assignment.solving import prices
from tests.juries.arithmetic.samples import any_problem, many, problem, seeds, some

S = 1000


@some
@given(seeds)
def test_a_plan_fills_as_many_places_as_the_largest_filling(seed):
    plan = assign(any_problem(seed))

    assert plan.solver == SOLVER
    assert plan.missing.sum() == plan.filling.missing.sum()
    assert plan.missing_by_caps == 0
    assert (plan.missing >= 0).all()


@many
@given(seeds)
def test_a_plan_never_breaks_a_hard_rule(seed):
    asked = any_problem(seed, wishes=True)

    plan = assign(asked)

    assert plan.solver == SOLVER
    assert broken(asked, plan.given) == []
    assert plan.missing_by_caps >= 0
    assert bool(asked.caps) or plan.missing_by_caps == 0
    assert plan.total_match == pytest.approx((asked.match * plan.given).sum())


def plans_of(asked):
    """Every plan that breaks no hard rule: plans × entries × jurors."""
    free = np.argwhere(asked.allowed & ~asked.fixed)
    found = np.repeat(asked.fixed[None], 2 ** len(free), axis=0)
    for number, (entry, juror) in enumerate(free):
        found[:, entry, juror] = np.arange(len(found)) >> number & 1
    sound = (found.sum(axis=2) <= asked.wanted).all(axis=1) & (found.sum(axis=1) <= asked.room).all(axis=1)
    for cap in asked.caps:
        most = np.maximum(cap.most, asked.fixed[:, cap.members].sum(axis=1))
        sound &= (found[:, :, cap.members].sum(axis=2) <= most).all(axis=1)
    return found[sound]


def price(asked, plans):
    """The objective of JURY 2.1 for each plan, without the lots; held pairs and places outweigh wishes."""
    new, factor = plans & ~asked.fixed, 1 + sum(mix.weight for mix in asked.mixes) / 2
    matches = np.round(S * (1 - asked.match) ** 2) - 20 * S * factor * asked.held
    found = (new * matches).sum(axis=(1, 2))
    for mix in asked.mixes:
        lack = np.maximum(mix.least - plans[:, :, mix.members].sum(axis=2), 0)
        found += 10 * S * mix.weight * lack.sum(axis=1)
    load = plans.sum(axis=1)
    found += 5 * S * np.maximum(asked.least - asked.done - load, 0).sum(axis=1)
    fair = -(-int(asked.wanted.sum() + asked.done.sum()) // asked.jurors)
    tenth = max(1, -(-fair // 10))
    free = np.maximum(fair - asked.done - asked.fixed.sum(axis=0), 0)
    for unit in range(1, int(load.max(initial=0)) + 1):
        found += S / 20 * -(-unit // tenth) * (new.sum(axis=1) >= free + unit).sum(axis=1)
    if asked.caps:
        found += 50 * S * factor * (asked.wanted.sum() - plans.sum(axis=(1, 2)))
    return found


def assert_best(asked):
    plans = plans_of(asked)
    filled = plans.sum(axis=(1, 2))
    if not asked.caps:
        plans = plans[filled == filled.max()]
    prices = price(asked, plans)

    plan = assign(asked)

    lots = 0.9 * (plan.given & ~asked.fixed).sum()  # what the drawn tie-break may outweigh
    slack = lots + 1e-4 * abs(prices.min()) + 1e-6  # and HiGHS' gap
    assert plan.solver == SOLVER
    assert price(asked, plan.given[None])[0] <= prices.min() + slack


@some
@given(seeds)
def test_no_other_fullest_plan_has_a_better_price(seed):
    assert_best(any_problem(seed, entries=4, jurors=3))


@some
@given(seeds)
def test_no_other_plan_with_wishes_and_caps_has_a_better_price(seed):
    assert_best(any_problem(seed, entries=3, jurors=4, wishes=True))


@some
@given(seeds)
def test_caps_leave_a_place_empty_only_when_no_plan_could_fill_it(seed):
    asked = any_problem(seed, entries=4, jurors=3, held=False)
    asked = replace(asked, caps=[Cap("office", np.arange(asked.jurors) < 2, 1)])

    plan = assign(asked)

    assert plan.given.sum() == plans_of(asked).sum(axis=(1, 2)).max()
    assert plan.missing_by_caps == plan.missing.sum() - fill(asked).missing.sum()


def test_the_squared_mismatch_serves_nobody_badly_for_the_sake_of_another():
    plan = assign(problem([1, 1], [1, 1], match=[[1, 0.5], [0.5, 0.1]]))

    assert plan.given.tolist() == [[False, True], [True, False]]
    assert plan.total_match == 1.0


def test_equal_matches_are_shared_out_fairly():
    plan = assign(problem([2] * 10, [10] * 5))

    assert plan.given.sum(axis=0).tolist() == [4] * 5


def test_reviews_done_elsewhere_count_for_fair_loads():
    plan = assign(problem([1] * 6, [9] * 3, done=[0, 3, 3]))

    assert plan.given.sum(axis=0).tolist() == [4, 1, 1]


def test_the_least_that_a_juror_should_do_beats_a_better_match():
    match = [[1, 0]] * 4

    assert assign(problem([1] * 4, [4, 4], match, least=[0, 3])).given.sum(axis=0).tolist() == [1, 3]


def test_a_wish_for_mixed_panels_is_met_where_it_can_be():
    women = np.array([True, True, False, False, False])
    rules = np.zeros((3, 5), dtype=int)
    rules[2, :2] = 1
    match = np.tile([0.1, 0.1, 0.9, 0.9, 0.9], (3, 1))

    plan = assign(problem([2, 2, 2], [3] * 5, match, rules, mixes=[Mix("women", women, 1)]))

    assert plan.given[:, women].sum(axis=1).tolist() == [1, 1, 0]
    assert report(plan.problem, plan.given).unmet == {"women": 1}


def test_a_cap_that_no_plan_can_fill_under_leaves_places_empty_and_says_so():
    office = np.array([True, True, True, False])

    plan = assign(problem([3, 3], [2] * 4, caps=[Cap("office", office, 1)]))

    assert plan.given[:, office].sum(axis=1).tolist() == [1, 1]
    assert plan.missing.tolist() == [1, 1]
    assert plan.missing_by_caps == 2


def test_a_cap_does_not_undo_written_reviews():
    office = np.array([True, True, False])
    frozen = np.array([[True, True, False]])

    plan = assign(problem([3], [1] * 3, frozen=frozen, caps=[Cap("office", office, 1)]))

    assert plan.given.tolist() == [[True, True, True]]


@many
@given(seeds)
def test_kept_pairs_stay_after_any_new_run(seed):
    first = any_problem(seed, wishes=seed % 2 == 1)
    plan = assign(first)
    lots = np.random.default_rng([seed, 2])
    again = replace(first, kept=plan.given, match=np.round(lots.random(first.match.shape), 2), seed=9)

    assert (assign(again).given == plan.given).all()


def test_several_wishes_that_one_other_juror_meets_withdraw_no_kept_pair():
    both = np.array([False, True])
    mixes = [Mix("women", both, 1), Mix("abroad", both, 1), Mix("experts", both, 1, weight=5)]

    plan = assign(problem([1], [1, 1], [[0, 1]], kept=np.array([[True, False]]), mixes=mixes))

    assert plan.given.tolist() == [[True, False]]


def test_late_entries_and_a_recusal_move_no_other_pair():
    lots = np.random.default_rng(4)
    plan = assign(problem([3] * 40, [18] * 10, lots.random((40, 10))))
    rules = np.zeros((46, 10), dtype=np.uint32)
    rules[:, 7] = 4
    kept = np.vstack([plan.given, np.zeros((6, 10), dtype=bool)])

    later = assign(problem([3] * 46, [18] * 10, lots.random((46, 10)), rules, kept=kept))

    assert not later.missing.any()
    assert (later.given & kept).sum() == kept[:, np.arange(10) != 7].sum()
    assert report(later.problem, later.given).withdrawn == 0


@some
@given(seeds)
def test_the_same_seed_gives_the_same_plan(seed):
    assert (assign(any_problem(seed)).given == assign(any_problem(seed)).given).all()


def test_lots_decide_between_equal_pairs():
    plans = {assign(problem([1] * 6, [1] * 6, seed=seed)).given.tobytes() for seed in range(4)}

    assert len(plans) > 1


def test_lots_part_equal_pairs_and_never_outweigh_a_thousandth_of_a_match():
    asked = problem([1] * 9, [9] * 9, seed=3)
    pairs = np.nonzero(asked.allowed)

    found = prices(asked, *pairs) - 10 * 250

    assert set(found) <= set(range(10))
    assert len(set(found)) > 5
    assert not np.array_equal(found, prices(replace(asked, seed=4), *pairs) - 10 * 250)


def test_nothing_allowed_or_nothing_wanted_gives_an_empty_plan():
    forbidden = assign(problem([1, 2], [5, 5], rules=np.full((2, 2), 1)))
    unwanted = assign(problem([0, 0], [5, 5]))

    assert forbidden.missing.tolist() == [1, 2]
    assert not unwanted.given.any()
    assert unwanted.solver == forbidden.solver == SOLVER


@some
@given(seeds)
def test_without_a_solver_the_filling_is_the_plan_within_caps(seed):
    asked = any_problem(seed, wishes=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "solve", lambda *_: None)
        plan = assign(asked)

    assert plan.solver == "filling without a solver"
    assert broken(asked, plan.given) == []
    assert not (plan.given & ~plan.filling.given).any()
    assert bool(asked.caps) or (plan.given == plan.filling.given).all()


def test_without_a_solver_a_cap_takes_the_poorest_matches_off(monkeypatch):
    monkeypatch.setattr(module, "solve", lambda *_: None)
    office = np.array([True, True, True, False])
    asked = problem([4], [1] * 4, [[0.5, 0.9, 0.2, 0.1]], caps=[Cap("office", office, 1)])

    assert assign(asked).given.tolist() == [[False, True, False, True]]


def test_an_unsound_plan_of_the_solver_is_not_used(monkeypatch, caplog):
    monkeypatch.setattr(module, "solve", lambda *_: np.ones((1, 2), dtype=bool))

    plan = assign(problem([1], [1, 1], rules=[[0, 2]]))

    assert plan.given.tolist() == [[True, False]]
    assert plan.solver == "filling without a solver"
    assert "forbidden pair" in caplog.text


@pytest.mark.parametrize("seed", range(12))
def test_batches_fill_as_many_places_and_break_no_rule(monkeypatch, seed):
    monkeypatch.setattr(module, "WHOLE_UP_TO", 5)
    monkeypatch.setattr(candidates_module, "BATCH", 7)
    asked = any_problem(seed, entries=40, jurors=12)
    groups = np.random.default_rng(seed).random((2, asked.jurors)) < 0.5
    asked = replace(asked, mixes=[Mix(str(n), members, 1) for n, members in enumerate(groups)])

    plan = assign(asked)

    assert plan.solver == SOLVER
    assert broken(asked, plan.given) == []
    assert plan.missing.sum() == plan.filling.missing.sum()


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("best", [2, 64])
def test_looking_at_the_best_candidates_only_loses_no_place_and_no_held_pair(monkeypatch, seed, best):
    monkeypatch.setattr(candidates_module, "ALL_UP_TO", 10)
    monkeypatch.setattr(candidates_module, "BEST", best)
    monkeypatch.setattr(candidates_module, "CHANCE", 1)
    asked = any_problem(seed, entries=40, jurors=20)
    filling = fill(asked)

    pairs = module.candidates(asked, filling)
    plan = assign(asked)

    assert not (pairs & ~asked.allowed).any()
    assert not ((asked.held | filling.given) & ~pairs).any()
    assert plan.solver == SOLVER
    assert plan.missing.sum() == filling.missing.sum()


def test_candidates_are_the_best_of_each_entry_and_some_by_lot(monkeypatch):
    monkeypatch.setattr(candidates_module, "ALL_UP_TO", 10)
    monkeypatch.setattr(candidates_module, "BEST", 4)
    monkeypatch.setattr(candidates_module, "CHANCE", 2)
    asked = problem([1] * 50, [50] * 30, np.random.default_rng(0).random((50, 30)))

    pairs = module.candidates(asked, fill(problem([0] * 50, [50] * 30)))

    best = np.argsort(-asked.match, axis=1)[:, :4]
    assert np.take_along_axis(pairs, best, axis=1).all()
    assert set(pairs.sum(axis=1)) <= {4, 5, 6}
    assert pairs.sum() > 4 * 50


def test_several_mixes_find_members_of_every_group_among_the_candidates(monkeypatch):
    for name, few in (("MIXED_UP_TO", 10), ("BEST", 3), ("CHANCE", 1), ("MEMBERS", 2)):
        monkeypatch.setattr(candidates_module, name, few)
    poor, good = np.arange(30) < 4, np.arange(30) > 10
    match = np.where(poor, 0.1, 0.5) + np.random.default_rng(1).random((20, 30)) / 10
    asked = problem([3] * 20, [9] * 30, match, mixes=[Mix("poor", poor, 1), Mix("good", good, 1)])

    plan = assign(asked)

    assert module.candidates(asked, plan.filling).sum() < 20 * 12
    assert report(asked, plan.given).unmet == {"poor": 0, "good": 0}


def test_what_is_being_done_is_told():
    told = []

    assign(problem([1, 1], [1, 1]), told.append)

    assert told == ["Filling 2 places for 2 entries", "Matching: 4 pairs"]
