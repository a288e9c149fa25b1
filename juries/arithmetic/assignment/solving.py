"""The best filling: among the largest ones, the one with the best matches and the fairest loads.

One programme, always solvable: places may stay unfilled and wishes unmet, at a price. The mismatch is
squared, so that no entry is served badly for the sake of the others.
"""

import numpy as np

from juries.arithmetic.assignment.problem import Floats, Numbers, Problem, Truths
from juries.arithmetic.assignment.programme import Programme

SCALE = 1000  # S: the price of a pair without any match
TIE = 10  # all prices are multiplied by this, so that a drawn 0 to 9 parts equal pairs and nothing else
MIX, LEAST, KEEP, EMPTY = (TIE * price * SCALE for price in (10, 5, 20, 50))
STEP_PRICE = TIE * SCALE / 20
MOST_STEPS = 20  # of loads above the fair share; the last one takes what is left
LIMIT = 120.0  # seconds for one programme


def solve(problem: Problem, candidates: Truths, missing: int) -> Truths | None:
    """Entries × jurors: the best plan that uses these pairs, with the fixed ones in it; None if HiGHS finds
    none.

    `missing`: the places that a largest filling leaves empty. It is kept to, unless caps forbid it.
    """
    model = _Model(problem, candidates & ~problem.fixed)
    model.loads()
    model.coverage(missing)
    model.mixes_and_caps()
    return model.best()


def prices(problem: Problem, entry: Numbers, juror: Numbers) -> Floats:
    """The price of each pair: its squared mismatch, less a bonus if it is held already, and a lot."""
    lots = np.random.default_rng(problem.seed).integers(0, 10, len(entry))
    mismatch = np.round(SCALE * (1 - problem.match[entry, juror]) ** 2)
    return TIE * mismatch + lots - KEEP * _above_wishes(problem) * problem.held[entry, juror]


def _above_wishes(problem: Problem) -> float:
    """The factor by which held pairs and places outweigh all wishes together that one pair can serve."""
    return 1 + MIX * sum(mix.weight for mix in problem.mixes) / KEEP


class _Model:
    """The programme of JURY 2.1 over the candidate pairs; what is fixed is taken off before."""

    def __init__(self, problem: Problem, candidates: Truths) -> None:
        self.problem = problem
        self.entry, self.juror = np.nonzero(candidates)
        self.fixed_load = problem.fixed.sum(axis=0)
        self.programme = Programme()
        self.pairs = self.programme.add_columns(prices(problem, self.entry, self.juror), 1)

    def loads(self) -> None:
        """Loads in steps, dearer the further above the fair share; the least that jurors should do."""
        problem, programme = self.problem, self.programme
        room = np.minimum(problem.room - self.fixed_load, np.bincount(self.juror, minlength=problem.jurors))
        fair = -(-int(problem.wanted.sum() + problem.done.sum()) // max(problem.jurors, 1))
        juror, size, price = _steps(room, np.maximum(fair - problem.done - self.fixed_load, 0), fair)
        steps = programme.add_columns(price, size)
        row = programme.add_rows(np.zeros(problem.jurors), 0)
        programme.put(row[self.juror], self.pairs, 1)
        programme.put(row[juror], steps, -1)
        least = problem.least - problem.done - self.fixed_load
        short = np.flatnonzero(least > 0)
        if len(short):
            below = programme.add_columns(np.full(len(short), LEAST), least[short])
            rows = programme.add_rows(least[short], np.inf)
            number = np.full(problem.jurors, -1)
            number[short] = rows
            some = number[self.juror] >= 0
            programme.put(number[self.juror[some]], self.pairs[some], 1)
            programme.put(rows, below, 1)

    def coverage(self, missing: int) -> None:
        """Every place is filled or counted as empty."""
        problem, programme = self.problem, self.programme
        wanted = problem.wanted - problem.fixed.sum(axis=1)
        rows = programme.add_rows(wanted, wanted)
        programme.put(rows[self.entry], self.pairs, 1)
        if missing or problem.caps:
            empty = programme.add_columns(np.full(problem.entries, EMPTY * _above_wishes(problem)), wanted)
            programme.put(rows, empty, 1)
            if not problem.caps:
                total = programme.add_rows(np.array([missing]), missing)
                programme.put(np.full(problem.entries, total[0]), empty, 1)

    def mixes_and_caps(self) -> None:
        """Wishes for panels at a price, and limits that no panel may break."""
        problem, programme = self.problem, self.programme
        for mix in problem.mixes:
            lack = mix.least - problem.fixed[:, mix.members].sum(axis=1)
            row = np.full(problem.entries, -1)
            row[lack > 0] = programme.add_rows(lack[lack > 0], np.inf)
            unmet = programme.add_columns(np.full((lack > 0).sum(), MIX * mix.weight), lack[lack > 0])
            programme.put(row[lack > 0], unmet, 1)
            self._count(row, mix.members)
        for cap in problem.caps:
            left = np.maximum(cap.most - problem.fixed[:, cap.members].sum(axis=1), 0)
            own = np.bincount(self.entry[cap.members[self.juror]], minlength=problem.entries)
            row = np.full(problem.entries, -1)
            row[own > left] = programme.add_rows(np.zeros((own > left).sum()), left[own > left])
            self._count(row, cap.members)

    def _count(self, row: Numbers, members: Truths) -> None:
        some = members[self.juror] & (row[self.entry] >= 0)
        self.programme.put(row[self.entry[some]], self.pairs[some], 1)

    def best(self) -> Truths | None:
        """Solved without whole numbers first; with them only if that leaves fractions."""
        if not len(self.pairs):
            return self.problem.fixed
        values = self.programme.solve(None, self.problem.seed, LIMIT)
        if values is None or not _is_whole(values[self.pairs]):
            values = self.programme.solve(self.pairs, self.problem.seed, LIMIT)
        if values is None or not _is_whole(values[self.pairs]):
            return None
        given = self.problem.fixed.copy()
        chosen = values[self.pairs] > 0.5
        given[self.entry[chosen], self.juror[chosen]] = True
        return given


def _is_whole(values: Floats) -> bool:
    return bool(np.all(np.abs(values - np.round(values)) < 1e-5))


def _steps(room: Numbers, first: Numbers, fair: int) -> tuple[Numbers, Floats, Floats]:
    """Juror, size and price of each step: up to the fair share for nothing, then a tenth of it at a time."""
    tenth = max(1, -(-fair // 10))
    jurors, sizes, price = [], [], []
    for number in range(MOST_STEPS + 1):
        begin = np.where(number == 0, 0, first + (number - 1) * tenth)
        end = first + number * tenth if number < MOST_STEPS else room
        size = np.minimum(end, room) - np.minimum(begin, room)
        there = size > 0
        jurors.append(np.flatnonzero(there))
        sizes.append(size[there])
        price.append(np.full(there.sum(), number * STEP_PRICE))
    return np.concatenate(jurors), np.concatenate(sizes), np.concatenate(price)
