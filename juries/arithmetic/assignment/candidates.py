"""Large juries: not every pair needs to be looked at, and mixed panels are solved in batches."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from juries.arithmetic.assignment.filling import Filling
from juries.arithmetic.assignment.problem import Numbers, Problem, Truths

ALL_UP_TO = 200_000  # pairs
MIXED_UP_TO = 25_000  # pairs where several mixes overlap, which takes whole numbers and far longer
BEST, CHANCE, MEMBERS = 32, 6, 6  # jurors for each entry; members of each group that a mix asks for
WHOLE_UP_TO = 1500  # entries in one integer programme
BATCH = 1000


def candidates(problem: Problem, filling: Filling) -> Truths:
    """Entries × jurors: the pairs worth looking at.

    All allowed ones up to 200,000 (25,000 with several mixes), or with few jurors. Above, the best of each
    entry and some drawn by lot, members for each mix, what is held, and the pairs of the largest filling,
    so that no place is lost.
    """
    allowed = problem.allowed
    most_pairs = ALL_UP_TO if len(problem.mixes) < 2 else MIXED_UP_TO
    if allowed.sum() <= most_pairs or problem.jurors <= BEST:
        return allowed
    lots = np.random.default_rng(problem.seed)
    chosen = np.zeros_like(allowed)
    for begin in range(0, problem.entries, 1000):
        part = slice(begin, begin + 1000)
        noise = lots.random(allowed[part].shape, dtype=np.float32)
        # Lots decide between equal matches, lest all entries have the same few jurors.
        suits = problem.match[part] + 1e-6 * noise
        _choose(chosen[part], allowed[part], suits, BEST)
        _choose(chosen[part], allowed[part], noise, CHANCE)
        for mix in problem.mixes:
            _choose(chosen[part], allowed[part] & mix.members, suits, MEMBERS)
    return (chosen & allowed) | problem.held | filling.given


def _choose(chosen: Truths, allowed: Truths, key: NDArray[np.floating], most: int) -> None:
    """Mark each entry's allowed jurors with the highest keys."""
    best = np.argpartition(np.where(allowed, -key, np.inf), most, axis=1)[:, :most]
    np.put_along_axis(chosen, best, True, axis=1)


def batches(problem: Problem, filling: Filling) -> Iterator[tuple[Numbers, Problem]]:
    """Parts of a large problem that can be solved one by one: the entries, and the part.

    Each juror's room is split as the largest filling uses it, and what is spare by size, so that no place
    is lost.
    """
    order = np.random.default_rng(problem.seed).permutation(problem.entries)
    parts = np.array_split(order, -(-problem.entries // BATCH))
    spare = problem.room - filling.load
    given = np.zeros(problem.jurors, dtype=np.intp)
    for number, entries in enumerate(parts, start=1):
        load = filling.given[entries].sum(axis=0)
        extra = spare * number // len(parts) - given
        given += extra
        share = load / np.maximum(filling.load, 1)
        yield entries, _part(problem, entries, load + extra, share)


def _part(problem: Problem, entries: Numbers, room: Numbers, share: np.ndarray) -> Problem:
    least = np.ceil(np.maximum(problem.least - problem.done, 0) * share).astype(np.intp)
    return replace(
        problem,
        places=problem.places[entries],
        least=least,
        most=room,
        done=np.zeros(problem.jurors, dtype=np.intp),
        match=problem.match[entries],
        rules=problem.rules[entries],
        frozen=problem.fixed[entries],
        kept=problem.held[entries],
    )
