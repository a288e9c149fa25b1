"""A panel's finished scorecards as arrays: what the jury's arithmetic works on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from challenges.models import Criterion
from juries.arithmetic.ranking.order import Preferences
from juries.arithmetic.ranking.reviews import Reviews
from juries.arithmetic.ranking.totals import totals
from juries.models import Panel, scale_of

Card = tuple[int, int, dict[int, int | None]]  # entry, juror, by criterion the mark, None: abstained
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


def cards_of(panel: Panel) -> list[Card]:
    """The panel's scorecards that count, by entry and juror; one query of plain values."""
    marks = panel.assignments().counted().filter(scorecard__scores__isnull=False).order_by()
    criterion, value = "scorecard__scores__criterion", "scorecard__scores__value"
    cards: dict[tuple[int, int], dict[int, int | None]] = {}
    for entry, juror, one, mark in marks.values_list("entry", "juror", criterion, value):
        cards.setdefault((entry, juror), {})[one] = mark
    return [(*key, cards[key]) for key in sorted(cards)]


def tally(
    entries: Mapping[int, int], cards: Iterable[Card], criteria: Mapping[int, Sequence[Criterion]]
) -> Tally:
    """The scorecards as arrays. `entries`: entry → challenge; `cards`: by entry; `criteria`: challenge → what
    its entries are judged by.
    """
    order = sorted(entries)
    number = {pk: n for n, pk in enumerate(order)}
    scored = [(number[of], juror, marks) for of, juror, marks in cards if of in number]
    jurors = sorted({one for _n, one, _marks in scored})
    place = {pk: n for n, pk in enumerate(jurors)}
    challenge = np.array([entries[pk] for pk in order], dtype=np.intp)
    total, first = np.full(len(scored), np.nan), np.full(len(scored), np.nan)
    marks: dict[int, Marks] = {}
    entry = np.array([n for n, _one, _marks in scored], dtype=np.intp)
    for one, own in criteria.items():
        rows = np.flatnonzero(challenge[entry] == one) if len(entry) else entry
        if len(rows) and own:
            table = _table([scored[row][2] for row in rows], own)
            total[rows], first[rows] = totals(table, [scale_of(each) for each in own]), table[:, 0]
            _collect(marks, own, entry[rows], table)
    juror = np.array([place[one] for _n, one, _marks in scored], dtype=np.intp)
    size = (len(order), len(jurors))
    by_first = Reviews.of(entry, juror, first, *size).means
    return Tally(order, jurors, challenge, Reviews.of(entry, juror, total, *size), marks, by_first)


def _table(cards: Sequence[dict[int, int | None]], criteria: Sequence[Criterion]) -> NDArray[np.float64]:
    """Cards × criteria: the marks, NaN for an abstention."""
    table = np.full((len(cards), len(criteria)), np.nan)
    for row, marks in enumerate(cards):
        for column, one in enumerate(criteria):
            if (mark := marks.get(one.pk)) is not None:
                table[row, column] = mark
    return table


def _collect(marks: dict[int, Marks], criteria: Sequence[Criterion], entry: Any, table: Any) -> None:
    """Add the marks of one challenge; challenges of a call share the call's criteria."""
    for column, one in enumerate(criteria):
        there = ~np.isnan(table[:, column])
        before = marks.get(one.pk, (np.zeros(0, dtype=np.intp), np.zeros(0)))
        new = entry[there], table[there, column]
        marks[one.pk] = (np.concatenate([before[0], new[0]]), np.concatenate([before[1], new[1]]))
