"""The jury's arithmetic: totals, means, ranks. Pure functions on plain values, exact to the last digit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

LOWEST, HIGHEST = 0, 5
METHODS = ("mean",)  # what rank() can do; the others of a competition are not computed yet
DISCUSS_FROM = 25  # points of spread at which a panel should talk about an entry


def total(marks: Mapping[Any, int | None], weights: Mapping[Any, int]) -> Fraction | None:
    """The weighted mean of the marks, 0 to 100, over the criteria that were scored; None if none was.

    Criteria without a weight are out of force and do not count.
    """
    scored = {key: mark for key, mark in marks.items() if mark is not None and weights.get(key, 0) > 0}
    weight = sum(weights[key] for key in scored)
    if not weight:
        return None
    shares = (weights[key] * Fraction(mark - LOWEST, HIGHEST - LOWEST) for key, mark in scored.items())
    return sum(shares, Fraction()) / weight * 100


def mean(values: Sequence[Fraction]) -> Fraction | None:
    """The plain mean, or None of nothing."""
    return Fraction(sum(values), len(values)) if values else None


def median(values: Sequence[Fraction]) -> Fraction | None:
    """The middle value, or None of nothing."""
    if not values:
        return None
    ordered, half = sorted(values), len(values) // 2
    return ordered[half] if len(ordered) % 2 else Fraction(ordered[half - 1] + ordered[half], 2)


def shown(value: Fraction | None, places: int = 2) -> Decimal | None:
    """A value as it is shown, halves rounded up. Ties are told at two places."""
    if value is None:
        return None
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


@dataclass
class Standing:
    """Where an entry stands. `rank` is None below the quorum: such an entry is not rankable."""

    entry: Any
    totals: dict[Any, Fraction] = field(default_factory=dict)  # by juror
    rank: int | None = None
    tied: bool = False

    @property
    def reviews(self) -> int:
        """How many scorecards count."""
        return len(self.totals)

    @property
    def score(self) -> Decimal | None:
        """The mean of the totals."""
        return shown(mean(list(self.totals.values())))

    @property
    def median(self) -> Decimal | None:
        """The middle total."""
        return shown(median(list(self.totals.values())))

    @property
    def spread(self) -> Decimal | None:
        """Points between the highest and the lowest total."""
        values = list(self.totals.values())
        return shown(max(values) - min(values)) if values else None

    @property
    def discuss(self) -> bool:
        """Whether the jurors see it so differently that they should talk."""
        return self.spread is not None and self.spread >= DISCUSS_FROM


def rank(totals: Mapping[Any, Mapping[Any, Fraction]], *, quorum: int) -> list[Standing]:
    """Entries by mean total, best first, with competition ranks (1, 1, 3); equal at two places is a tie.

    `totals`: entry → juror → total. Entries with fewer totals than the quorum come last, without a rank.
    """
    rows = [Standing(entry, dict(given)) for entry, given in totals.items()]
    rankable = sorted(
        (row for row in rows if row.score is not None and row.reviews >= quorum), key=_descending
    )
    for place, row in enumerate(rankable, start=1):
        above = rankable[place - 2] if place > 1 else None
        if above is not None and above.score == row.score:
            row.rank, row.tied, above.tied = above.rank, True, True
        else:
            row.rank = place
    return rankable + sorted((row for row in rows if row.rank is None), key=_descending)


def _descending(row: Standing) -> tuple[Decimal, str]:
    # Within a tie the order of lines means nothing; it is only kept stable.
    return (-(row.score if row.score is not None else Decimal(-1)), str(row.entry))
