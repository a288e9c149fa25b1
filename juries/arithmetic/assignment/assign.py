"""Assignment: who reads what. Pure arithmetic on arrays; nothing here knows a database.

`assign` fills as many places as possible and, among the fullest plans, takes the one with the best matches
and the fairest loads. `shortages` says which rule is to blame for what stays empty, `replacement` finds one
juror for one place.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from juries.arithmetic.assignment.candidates import WHOLE_UP_TO, batches, candidates
from juries.arithmetic.assignment.filling import Filling, fill
from juries.arithmetic.assignment.problem import Numbers, Problem, Truths
from juries.arithmetic.assignment.programme import SOLVER
from juries.arithmetic.assignment.report import broken
from juries.arithmetic.assignment.solving import solve

log = logging.getLogger(__name__)
BY_HAND = "filling without a solver"


@dataclass(frozen=True)
class Assignment:
    """`given`: entries × jurors; `missing`: empty places of each entry; `filling`: the largest filling
    without caps, the base of shortages(); `solver`: what found the plan.
    """

    problem: Problem
    given: Truths
    filling: Filling
    solver: str

    @property
    def missing(self) -> Numbers:
        """Empty places of each entry."""
        return self.problem.wanted - self.given.sum(axis=1)

    @property
    def missing_by_caps(self) -> int:
        """Places that stay empty only because of a cap."""
        return int(self.missing.sum() - self.filling.missing.sum())

    @property
    def total_match(self) -> float:
        """The sum of the matches of all pairs."""
        return float(self.problem.match[self.given].sum())


def assign(problem: Problem, tell: Callable[[str], None] = lambda _sentence: None) -> Assignment:
    """The best of the fullest plans. `tell` hears what is being done, for long runs.

    If the solver fails, the largest filling is the plan: as many places, poorer matches.
    """
    tell(f"Filling {int(problem.wanted.sum())} places for {problem.entries} entries")
    filling = fill(problem)
    given = _best(problem, filling, tell)
    if given is not None and not (faults := broken(problem, given)):
        return Assignment(problem, given, filling, SOLVER)
    log.error("The solver gave no sound plan: %s", "no plan" if given is None else ", ".join(faults))
    return Assignment(problem, _within_caps(problem, filling.given), filling, BY_HAND)


def _best(problem: Problem, filling: Filling, tell: Callable[[str], None]) -> Truths | None:
    if problem.entries <= WHOLE_UP_TO or len(problem.mixes) + len(problem.caps) < 2:
        pairs = candidates(problem, filling)
        tell(f"Matching: {int(pairs.sum())} pairs")
        return solve(problem, pairs, int(filling.missing.sum()))
    given = np.zeros_like(problem.fixed)
    for number, (entries, part) in enumerate(batches(problem, filling), start=1):
        tell(f"Matching batch {number}: {len(entries)} entries")
        own = fill(part)
        found = solve(part, candidates(part, own), int(own.missing.sum()))
        if found is None:
            return None
        given[entries] = found
    return given


def _within_caps(problem: Problem, given: Truths) -> Truths:
    """The plan without the poorest matches of panels that a cap forbids."""
    given = given.copy()
    for cap in problem.caps:
        for entry in np.flatnonzero(given[:, cap.members].sum(axis=1) > cap.most):
            own = np.flatnonzero(given[entry] & cap.members & ~problem.fixed[entry])
            extra = int(given[entry, cap.members].sum()) - cap.most
            worst = own[np.argsort(problem.match[entry, own], kind="stable")][:extra]
            given[entry, worst] = False
    return given
