"""What an organiser should see of a plan before it is used."""

from dataclasses import dataclass

import numpy as np

from juries.arithmetic.assignment.problem import Floats, Numbers, Problem, Truths
from juries.arithmetic.ranking.reviews import parts_of


@dataclass(frozen=True)
class Report:
    """`served`: for each entry the mean match of its jurors (NaN without any); `worst_entries`: the worst
    served ones by number, the worst first; `worst_match`: the lowest match of any pair (NaN without one);
    `loads` of the jurors; `withdrawn`: pairs that were held and are not any more; `unmet`: by rule how many
    entries miss a mix; `parts`: entries and jurors of each group that shares nothing with the others.
    """

    served: Floats
    worst_entries: Numbers
    worst_match: float
    loads: Numbers
    withdrawn: int
    unmet: dict[str, int]
    parts: list[tuple[Numbers, Numbers]]


def report(problem: Problem, given: Truths, worst: int = 5) -> Report:
    """The report of a plan (entries × jurors)."""
    count = given.sum(axis=1)
    sums = np.where(given, problem.match, 0).sum(axis=1)
    served = np.divide(sums, count, out=np.full(problem.entries, np.nan), where=count > 0)
    entry, juror = np.nonzero(given)
    return Report(
        served=served,
        worst_entries=np.argsort(served, kind="stable")[: min(worst, int((count > 0).sum()))],
        worst_match=float(problem.match[given].min()) if given.any() else float("nan"),
        loads=given.sum(axis=0) + problem.done,
        withdrawn=int((problem.held & ~given).sum()),
        unmet={mix.name: int((given[:, mix.members].sum(axis=1) < mix.least).sum()) for mix in problem.mixes},
        parts=parts_of(entry, juror, problem.entries, problem.jurors),
    )


def broken(problem: Problem, given: Truths) -> list[str]:
    """The hard rules that a plan breaks, as sentences for a log; empty for a sound plan."""
    found = []
    if (given & ~problem.allowed).any():
        found.append("a forbidden pair is in the plan")
    if (problem.fixed & ~given).any():
        found.append("a written review is not in the plan")
    if (given.sum(axis=1) > problem.wanted).any():
        found.append("an entry has more jurors than places")
    if (given.sum(axis=0) > problem.room).any():
        found.append("a juror has more entries than room")
    for cap in problem.caps:
        most = np.maximum(cap.most, problem.fixed[:, cap.members].sum(axis=1))
        if (given[:, cap.members].sum(axis=1) > most).any():
            found.append(f"an entry has too many jurors of {cap.name}")
    return found


def replacement(problem: Problem, given: Truths, entry: int) -> int | None:
    """The best juror for one more place of the entry: the best match with room, then the least load, then a
    lot.

    None if nobody may read it and has room. Mixes are wishes and do not count here; caps do.
    """
    load = given.sum(axis=0)
    free = problem.allowed[entry] & ~given[entry] & (load < problem.room)
    for cap in problem.caps:
        if given[entry, cap.members].sum() >= cap.most:
            free &= ~cap.members
    able = np.flatnonzero(free)
    if not len(able):
        return None
    lots = np.random.default_rng(problem.seed).random(problem.jurors)
    order = np.lexsort((lots[able], (load + problem.done)[able], -problem.match[entry, able]))
    return int(able[order[0]])
