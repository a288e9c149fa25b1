"""A panel's finished scorecards as arrays: what the jury's arithmetic works on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from challenges.models import Criterion
from juries.arithmetic.ranking.order import Preferences
from juries.arithmetic.ranking.reviews import Reviews
from juries.arithmetic.ranking.totals import totals
from juries.models import Assignment, scale_of

Marks = tuple[NDArray[np.intp], NDArray[np.float64]]  # entry and mark, one item for each mark


@dataclass(frozen=True)
class Tally:
    """Entries and jurors by number, and the totals of every finished scorecard.

    `entries`, `jurors`: their primary keys in the order of the numbers. `challenge`: of each entry. `marks`:
    by criterion the entry and the mark. `first`: for each entry the mean on the criterion named first.
    """

    entries: list[int]
    jurors: list[int]
    challenge: NDArray[np.intp]
    reviews: Reviews
    marks: dict[int, Marks]
    first: NDArray[np.float64]

    def of_challenge(self, challenge: int, hidden: set[int] | None = None) -> NDArray[np.bool_]:
        """Whether an entry belongs to the challenge and is not hidden from the reader."""
        own = self.challenge == challenge
        return own & ~np.isin(self.entries, list(hidden)) if hidden else own

    def totals_of(self, entry: int) -> dict[int, float]:
        """The totals of the entry with that number, by the jurors' primary keys."""
        begin, end = np.searchsorted(self.reviews.entry, [entry, entry + 1])
        jurors, given = self.reviews.juror[begin:end], self.reviews.total[begin:end]
        return {self.jurors[j]: float(t) for j, t in zip(jurors, given, strict=True)}

    def preferences(self) -> Preferences:
        """What the chain of ties looks at."""
        return Preferences(self.first, self.reviews.entry, self.reviews.juror, self.reviews.total)


def tally(
    entries: Mapping[int, int],
    asked: Mapping[int, Sequence[Assignment]],
    criteria: Mapping[int, Sequence[Criterion]],
) -> Tally:
    """The scorecards that count. `entries`: entry → challenge; `asked`: entry → its assignments, scorecards
    and scores fetched; `criteria`: challenge → what its entries are judged by.
    """
    order = sorted(entries)
    scored = [(n, one) for n, pk in enumerate(order) for one in asked.get(pk, ()) if _counts(one)]
    jurors = sorted({one.juror_id for _n, one in scored})
    place = {pk: n for n, pk in enumerate(jurors)}
    challenge = np.array([entries[pk] for pk in order], dtype=np.intp)
    total, first = np.full(len(scored), np.nan), np.full(len(scored), np.nan)
    marks: dict[int, Marks] = {}
    entry = np.array([n for n, _one in scored], dtype=np.intp)
    for one, own in criteria.items():
        rows = np.flatnonzero(challenge[entry] == one) if len(entry) else entry
        if len(rows) and own:
            table = _table([scored[row][1] for row in rows], own)
            total[rows], first[rows] = totals(table, [scale_of(each) for each in own]), table[:, 0]
            _collect(marks, own, entry[rows], table)
    juror = np.array([place[one.juror_id] for _n, one in scored], dtype=np.intp)
    size = (len(order), len(jurors))
    by_first = Reviews.of(entry, juror, first, *size).means
    return Tally(order, jurors, challenge, Reviews.of(entry, juror, total, *size), marks, by_first)


def _counts(assignment: Assignment) -> bool:
    return assignment.is_scored() and hasattr(assignment, "scorecard")


def _table(assignments: Sequence[Assignment], criteria: Sequence[Criterion]) -> NDArray[np.float64]:
    """Assignments × criteria: the marks, NaN for an abstention."""
    column = {one.pk: n for n, one in enumerate(criteria)}
    table = np.full((len(assignments), len(criteria)), np.nan)
    for row, assignment in enumerate(assignments):
        for score in assignment.scorecard.scores.all():
            if score.value is not None and score.criterion_id in column:
                table[row, column[score.criterion_id]] = score.value
    return table


def _collect(marks: dict[int, Marks], criteria: Sequence[Criterion], entry: Any, table: Any) -> None:
    """Add the marks of one challenge; challenges of a call share the call's criteria."""
    for column, one in enumerate(criteria):
        there = ~np.isnan(table[:, column])
        before = marks.get(one.pk, (np.zeros(0, dtype=np.intp), np.zeros(0)))
        new = entry[there], table[there, column]
        marks[one.pk] = (np.concatenate([before[0], new[0]]), np.concatenate([before[1], new[1]]))
