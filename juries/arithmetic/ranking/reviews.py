"""All reviews of a jury as arrays: who gave which entry which total."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Numbers = NDArray[np.intp]


@dataclass(frozen=True)
class Reviews:
    """Reviews in the order of their entries.

    `entry`, `juror`, `total` have one item for each review: the entry's number (0 to `entries` - 1), the
    juror's (0 to `jurors` - 1) and the total in points. Entries and jurors without a review are allowed.
    """

    entry: Numbers
    juror: Numbers
    total: Floats
    entries: int
    jurors: int

    @classmethod
    def of(cls, entry: Numbers, juror: Numbers, total: Floats, entries: int, jurors: int) -> "Reviews":
        """Reviews in any order; those without a total (NaN) are left out.

        Raises ValueError when a juror reviews an entry twice.
        """
        there = ~np.isnan(total)
        entry, juror, total = entry[there], juror[there], total[there]
        order = np.lexsort((juror, entry))
        entry, juror, total = entry[order], juror[order], total[order]
        if np.any((np.diff(entry) == 0) & (np.diff(juror) == 0)):
            raise ValueError("A juror reviews an entry twice.")
        return cls(entry, juror, total, entries, jurors)

    def only(self, chosen: NDArray[np.bool_]) -> "Reviews":
        """The chosen reviews; entries and jurors keep their numbers."""
        return Reviews(self.entry[chosen], self.juror[chosen], self.total[chosen], self.entries, self.jurors)

    @cached_property
    def per_entry(self) -> Numbers:
        """How many reviews each entry has."""
        return np.bincount(self.entry, minlength=self.entries)

    @cached_property
    def per_juror(self) -> Numbers:
        """How many reviews each juror wrote."""
        return np.bincount(self.juror, minlength=self.jurors)

    @cached_property
    def means(self) -> Floats:
        """The plain mean of each entry's totals, NaN without a review."""
        return self.mean_of(self.total)

    def mean_of(self, values: Floats) -> Floats:
        """For each entry the mean of a value given for every review; NaN for entries without a review."""
        sums = np.bincount(self.entry, weights=values, minlength=self.entries)
        return np.divide(sums, self.per_entry, out=np.full(self.entries, np.nan), where=self.per_entry > 0)

    @cached_property
    def spreads(self) -> Floats:
        """Points between each entry's highest and lowest total, NaN without a review."""
        high, low = np.full(self.entries, -np.inf), np.full(self.entries, np.inf)
        np.maximum.at(high, self.entry, self.total)
        np.minimum.at(low, self.entry, self.total)
        return np.where(self.per_entry > 0, high - low, np.nan)

    @cached_property
    def parts(self) -> list[tuple[Numbers, Numbers]]:
        """The groups that share nothing: entries and jurors of each, the largest first.

        Scores of two groups cannot be compared: no juror read an entry of both.
        """
        return parts_of(self.entry, self.juror, self.entries, self.jurors)


def parts_of(entry: Numbers, juror: Numbers, entries: int, jurors: int) -> list[tuple[Numbers, Numbers]]:
    """The connected parts of who reads what, as pairs of entries' and jurors' numbers, the largest first.

    `entry` and `juror` have one item for each pair; what occurs in no pair belongs to no part.
    """
    label = np.arange(jurors)
    while True:
        least = np.full(entries, jurors)
        np.minimum.at(least, entry, label[juror])
        wider = label.copy()
        np.minimum.at(wider, juror, least[entry])
        wider = wider[wider]  # halves the way: a juror's label is itself a juror
        if np.array_equal(wider, label):
            break
        label = wider
    busy = np.bincount(juror, minlength=jurors) > 0
    found = [
        (np.flatnonzero(least == one), np.flatnonzero((label == one) & busy))
        for one in np.unique(label[busy])
    ]
    return sorted(found, key=lambda part: -len(part[0]))
