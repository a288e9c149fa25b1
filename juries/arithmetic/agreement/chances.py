"""How sure a ranking is: draws of what the entries' quality may be, given what the jurors wrote."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from juries.arithmetic.ranking.rank import Ranking
from juries.arithmetic.ranking.reviews import Reviews

Floats = NDArray[np.float64]
Numbers = NDArray[np.intp]
CHUNK = 1_000_000  # figures at a time
GREY = (0.05, 0.95)  # chances of being above the line between which talk is worth while
BANDS = ("above", "grey", "below")


@dataclass(frozen=True)
class Chances:
    """For each entry, NaN where it is not rankable or nothing can be estimated.

    `first`, `top`: the chance (0 to 1) of being first and among the best `places`; `low` and `high`: the
    ranks between which 90 % of the draws lie; `expected`: the mean rank (the Swiss National Science
    Foundation's way to order entries at a line).
    """

    places: int
    first: Floats
    top: Floats
    low: Floats
    high: Floats
    expected: Floats

    @cached_property
    def bands(self) -> list[str | None]:
        """For each entry "above" the line, "grey" or "below" it: grey is a chance between 5 and 95 %."""
        least, most = GREY
        return [
            None if np.isnan(one) else BANDS[0] if one > most else BANDS[2] if one < least else BANDS[1]
            for one in self.top
        ]


def chances(ranking: Ranking, places: int = 1, draws: int = 4000, seed: int = 0) -> Chances:
    """The chances of the rankable entries, from seeded draws.

    Leniency is drawn from its estimate and error, then each entry's quality around its corrected mean. With
    unequal numbers of reviews the entries are shrunk towards the mean of all, so that one lucky review does
    not win. Methods other than leniency are judged without corrections. All NaN when no entry was read
    twice.
    """
    nothing = [np.full(ranking.reviews.entries, np.nan) for _ in range(5)]
    error = ranking.leniency.error_variance
    chosen = np.flatnonzero(ranking.rankable)
    if error is None or not len(chosen):
        return Chances(places, *nothing)
    if error <= 0:
        return _certain(ranking, chosen, places, nothing)
    ranks = _drawn_ranks(ranking, chosen, error, draws, np.random.default_rng(seed))
    first, top, low, high, expected = nothing
    for some in np.array_split(np.arange(len(chosen)), max(1, ranks.size // (4 * CHUNK))):
        own = np.sort(
            ranks[:, some].T.copy(), axis=1, kind="stable"
        )  # by digits, the fastest for short numbers
        at = chosen[some]
        first[at] = (own == 1).mean(axis=1)
        top[at] = (own <= places).mean(axis=1)
        low[at] = own[:, int(np.floor(0.05 * (draws - 1)))]
        high[at] = own[:, int(np.ceil(0.95 * (draws - 1)))]
        expected[at] = own.mean(axis=1)
    return Chances(places, first, top, low, high, expected)


def _certain(ranking: Ranking, chosen: Numbers, places: int, nothing: list[Floats]) -> Chances:
    """Everybody agrees to the last digit: the ranks are what they are, ties share their chances."""
    first, top, low, high, expected = nothing
    ranks = ranking.ranks[chosen]
    same = np.bincount(ranks)[ranks]
    first[chosen] = (ranks == 1) / same
    top[chosen] = np.clip((places - ranks + 1) / same, 0, 1)
    low[chosen], high[chosen] = ranks, ranks + same - 1
    expected[chosen] = ranks + (same - 1) / 2
    return Chances(places, first, top, low, high, expected)


def _drawn_ranks(
    ranking: Ranking, chosen: Numbers, error: float, draws: int, lots: np.random.Generator
) -> NDArray[np.integer]:
    """Draws × entries: the rank of each chosen entry in each draw, 1 for the best."""
    reviews = ranking.reviews
    means, count = reviews.means[chosen], reviews.per_entry[chosen]
    slots = _slots(reviews, chosen)
    estimate = means - _mean_by_entry(slots, ranking.leniency.correction[:, None], count)[:, 0]
    spread, shrink = _spread(estimate, error, count)
    ranks = np.empty((draws, len(chosen)), dtype=np.int32 if len(chosen) > 32_000 else np.int16)
    places = np.arange(1, len(chosen) + 1, dtype=ranks.dtype)
    step = max(1, CHUNK // len(chosen))
    for begin in range(0, draws, step):
        size = min(step, draws - begin)
        drawn = _drawn_corrections(ranking, size, lots)
        quality = means - (0 if drawn is None else _mean_by_entry(slots, drawn, count).T)
        if shrink is not None:
            middle = quality.mean(axis=-1, keepdims=True)
            quality = middle + shrink * (quality - middle)
        quality = quality + spread * lots.standard_normal((size, len(chosen)))
        for number, order in enumerate(np.argsort(-quality, axis=1), start=begin):
            ranks[number, order] = places
    return ranks


def _slots(reviews: Reviews, chosen: Numbers) -> list[tuple[Numbers, Numbers]]:
    """The first jurors of all chosen entries, the second ones, and so on: places in `chosen`, and jurors."""
    count = reviews.per_entry
    starts = (np.cumsum(count) - count)[chosen]
    found = []
    for number in range(int(count[chosen].max(initial=0))):
        there = np.flatnonzero(count[chosen] > number)
        found.append((there, reviews.juror[starts[there] + number]))
    return found


def _mean_by_entry(slots: list[tuple[Numbers, Numbers]], values: Floats, count: Numbers) -> Floats:
    """Entries × draws: the mean over each entry's jurors of a value for each juror and draw."""
    sums = np.zeros((len(count), values.shape[1]))
    for there, jurors in slots:
        sums[there] += values[jurors]
    return sums / count[:, None]


def _drawn_corrections(ranking: Ranking, size: int, lots: np.random.Generator) -> Floats | None:
    """Jurors × draws: what each juror's leniency may be; None where nothing is corrected."""
    leniency = ranking.leniency
    if not leniency.corrected or leniency.error_variance is None or leniency.strength is None:
        return None
    noise = lots.standard_normal((len(leniency.values), size))
    scale = np.sqrt(leniency.error_variance / (leniency.values + leniency.strength))
    return leniency.correction[:, None] + leniency.vectors @ (noise * scale[:, None])


def _spread(estimate: Floats, error: float, count: Numbers) -> tuple[Floats, Floats | None]:
    """The standard deviation of each entry's draws, and its pull to the mean (None: no pull)."""
    uncertain = error / count
    if np.all(count == count[0]) or len(count) < 2:
        return np.sqrt(uncertain), None
    between = max(float(estimate.var(ddof=1)) - float(uncertain.mean()), 1e-9 * error)
    shrink = between / (between + uncertain)
    return np.sqrt(shrink * uncertain), shrink
