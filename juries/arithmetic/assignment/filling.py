"""The largest possible filling: a greedy start and augmenting paths, as large as a maximum flow.

Knows pair rules and limits only. It needs no solver, shows what is missing and why, and is what remains
when the solver fails.
"""

from collections import deque

import numpy as np
from numpy.typing import NDArray

from juries.arithmetic.assignment.problem import Numbers, Problem, Truths


class Filling:
    """Who reads what so far: `given` (entries × jurors), `load` by juror and `missing` by entry.

    `allowed`, `wanted` and `room` may differ from the problem's, to see what a waiver or more room would
    bring.
    """

    def __init__(self, problem: Problem, allowed: Truths | None = None, room: Numbers | None = None) -> None:
        self.problem = problem
        self.allowed = problem.allowed if allowed is None else allowed
        self.room = problem.room if room is None else room
        self.wanted = problem.wanted
        self.given = problem.fixed.copy()
        self.load = self.given.sum(axis=0)
        self.missing = self.wanted - self.given.sum(axis=1)
        self._holds = np.zeros((problem.jurors, problem.entries), dtype=bool)  # movable pairs, by juror
        self._dead = np.zeros(problem.jurors, dtype=bool)

    def started_from(self, other: "Filling") -> "Filling":
        """This filling, beginning with what another one gave."""
        self.given, self.load, self.missing = other.given.copy(), other.load.copy(), other.missing.copy()
        self._holds = other._holds.copy()
        return self

    def run(self) -> "Filling":
        """Fill as many places as possible: what is kept first, then greedily, then by swaps."""
        self._keep()
        lots = np.random.default_rng(self.problem.seed).random(self.problem.entries)
        for entry in np.lexsort((lots, self.allowed.sum(axis=1))):
            if self.missing[entry] > 0:
                self._take_best(int(entry))
        return self.augment()

    def augment(self) -> "Filling":
        """Chains of swaps until no further place can be filled."""
        self._dead[:] = False
        for entry in np.flatnonzero(self.missing > 0):
            while self.missing[entry] > 0 and self._swap_in(int(entry)):
                pass
        return self

    def _give(self, entry: int, juror: int) -> None:
        self.given[entry, juror] = self._holds[juror, entry] = True
        self.load[juror] += 1
        self.missing[entry] -= 1

    def _take(self, entry: int, juror: int) -> None:
        self.given[entry, juror] = self._holds[juror, entry] = False
        self.load[juror] -= 1
        self.missing[entry] += 1

    def _keep(self) -> None:
        entries, jurors = np.nonzero(self.problem.held & ~self.given)
        order = np.argsort(-self.problem.match[entries, jurors], kind="stable")
        for entry, juror in zip(entries[order].tolist(), jurors[order].tolist(), strict=True):
            if self.missing[entry] > 0 and self.load[juror] < self.room[juror]:
                self._give(entry, juror)

    def _take_best(self, entry: int) -> None:
        """Jurors with room, those with the most of it and the best match first."""
        free = np.flatnonzero(self.allowed[entry] & ~self.given[entry] & (self.load < self.room))
        share = 1 - self.load[free] / self.room[free]
        best = free[np.argsort(-(share + self.problem.match[entry, free]), kind="stable")]
        for juror in best[: self.missing[entry]].tolist():
            self._give(entry, juror)

    def _swap_in(self, source: int) -> bool:
        """Find a chain of swaps from the entry to a juror with room, and take it.

        Jurors from whom no room can be reached are out for good: later chains never pass through them.
        """
        seen = self._dead.copy()
        through = np.full(self.problem.jurors, -1)  # the entry by which a juror was reached
        giver = np.full(self.problem.entries, -1)  # the juror who would hand an entry on
        queue = deque([source])
        met = np.zeros(self.problem.entries, dtype=bool)
        met[source] = True
        while queue and not seen.all():
            entry = queue.popleft()
            new = np.flatnonzero(self.allowed[entry] & ~self.given[entry] & ~seen)
            through[new], seen[new] = entry, True
            free = new[self.load[new] < self.room[new]]
            if len(free):
                best = free[np.argmax(self.problem.match[entry, free])]
                self._take_chain(int(best), through, giver)
                return True
            for juror in new.tolist():
                others = np.flatnonzero(self._holds[juror] & ~met)
                met[others], giver[others] = True, juror
                queue.extend(others.tolist())
        self._dead = seen
        return False

    def _take_chain(self, juror: int, through: NDArray, giver: NDArray) -> None:
        while juror >= 0:
            entry = int(through[juror])
            before = int(giver[entry])
            if before >= 0:
                self._take(entry, before)
            self._give(entry, juror)
            juror = before

    def reached_from(self, source: int) -> tuple[Truths, Truths]:
        """Entries and jurors that swaps from a short entry can reach: proof that nothing is left for it."""
        jurors = np.zeros(self.problem.jurors, dtype=bool)
        entries = np.zeros(self.problem.entries, dtype=bool)
        entries[source] = True
        queue = deque([source])
        while queue:
            entry = queue.popleft()
            new = np.flatnonzero(self.allowed[entry] & ~self.given[entry] & ~jurors)
            jurors[new] = True
            for juror in new.tolist():
                others = np.flatnonzero(self._holds[juror] & ~entries)
                entries[others] = True
                queue.extend(others.tolist())
        return entries, jurors


def fill(problem: Problem) -> Filling:
    """The largest filling of the problem."""
    return Filling(problem).run()
