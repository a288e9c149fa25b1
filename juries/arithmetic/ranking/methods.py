"""The methods of ranking by their exact rules, so that anybody can work a result out again.

Each turns the totals into a value for each review and takes a middle of these for each entry.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from juries.arithmetic.ranking.leniency import corrected_means
from juries.arithmetic.ranking.reviews import Reviews

Floats = NDArray[np.float64]
METHODS = ("leniency", "mean", "trimmed", "median", "zscore", "borda")
TRIM_FROM = 5  # reviews; the rule of the International Skating Union
STEADY_FROM = 10  # reviews of a juror, for standardised scores to mean something


def scores(method: str, reviews: Reviews, correction: Floats) -> Floats:
    """The score of each entry, higher is better; NaN for entries without a review.

    Points from 0 to 100 for all methods (leniency and zscore may leave that range by a little).
    `correction` has one item for each juror and is used by leniency alone. Raises KeyError for an unknown
    method.
    """
    return aggregate(method, reviews, values_of(method, reviews), correction)


def values_of(method: str, reviews: Reviews) -> Floats:
    """What each review counts under the method, without the correction of jurors."""
    return {"zscore": standardised, "borda": places}.get(method, _plain)(reviews)


def aggregate(method: str, reviews: Reviews, values: Floats, correction: Floats) -> Floats:
    """The middle of the reviews' values for each entry."""
    ways: dict[str, Callable[[], Floats]] = {
        "leniency": lambda: corrected_means(reviews, correction),
        "mean": lambda: reviews.mean_of(values),
        "trimmed": lambda: _trimmed(reviews, values),
        "median": lambda: _median(reviews, values),
        "zscore": lambda: reviews.mean_of(values),
        "borda": lambda: reviews.mean_of(values),
    }
    return ways[method]()


def is_complete(reviews: Reviews) -> bool:
    """Whether every juror who read anything read every entry: only then may places be compared (Borda)."""
    busy = reviews.per_juror[reviews.per_juror > 0]
    return bool(np.all(busy == (reviews.per_entry > 0).sum()))


def is_thin(reviews: Reviews) -> bool:
    """Whether some juror wrote fewer reviews than standardised scores need."""
    busy = reviews.per_juror[reviews.per_juror > 0]
    return bool(np.any(busy < STEADY_FROM))


def standardised(reviews: Reviews) -> Floats:
    """(T - the juror's mean) / the juror's population sd, rescaled by mean and sd of all totals.

    0 before the rescaling for a juror who gave one score or always the same.
    """
    if not len(reviews.total):
        return reviews.total
    count = np.maximum(reviews.per_juror, 1)
    mean = np.bincount(reviews.juror, weights=reviews.total, minlength=reviews.jurors) / count
    apart = reviews.total - mean[reviews.juror]
    spread = np.sqrt(np.bincount(reviews.juror, weights=apart**2, minlength=reviews.jurors) / count)
    flat = spread[reviews.juror] < 1e-9
    units = np.where(flat, 0.0, apart / np.where(flat, 1.0, spread[reviews.juror]))
    return reviews.total.mean() + reviews.total.std() * units


def places(reviews: Reviews) -> Floats:
    """(Mid-rank - 0.5) / n inside each juror's own list, times 100; the best place is near 100."""
    ranks = mid_ranks(reviews.juror, reviews.total)
    return 100 * (ranks - 0.5) / np.maximum(reviews.per_juror, 1)[reviews.juror]


def mid_ranks(group: NDArray[np.intp], values: Floats) -> Floats:
    """The rank of each value inside its group, 1 for the lowest; equal values share their middle rank."""
    if not len(values):
        return np.zeros(0)
    values = np.round(values, 9)  # calculation with floats must not part what is equal
    order = np.lexsort((values, group))
    ordered, groups = values[order], group[order]
    new_group = np.r_[True, np.diff(groups) != 0]
    new_run = new_group | np.r_[True, np.diff(ordered) != 0]
    position = np.arange(len(values))
    within = position - np.maximum.accumulate(np.where(new_group, position, 0))
    run = np.cumsum(new_run) - 1
    first = within[new_run]
    length = np.bincount(run)
    ranks = np.empty(len(values))
    ranks[order] = first[run] + (length[run] + 1) / 2
    return ranks


def _plain(reviews: Reviews) -> Floats:
    return reviews.total


def _ordered(reviews: Reviews, values: Floats) -> tuple[Floats, NDArray[np.intp]]:
    """The values in order inside each entry, and where each entry begins."""
    starts = np.cumsum(reviews.per_entry) - reviews.per_entry
    return values[np.lexsort((values, reviews.entry))], starts


def _median(reviews: Reviews, values: Floats) -> Floats:
    ordered, starts = _ordered(reviews, values)
    count, found = reviews.per_entry, np.full(reviews.entries, np.nan)
    there = count > 0
    low, high = starts + (count - 1) // 2, starts + count // 2
    found[there] = (ordered[low[there]] + ordered[high[there]]) / 2
    return found


def _trimmed(reviews: Reviews, values: Floats) -> Floats:
    """The mean without one highest and one lowest value, from five reviews on."""
    ordered, starts = _ordered(reviews, values)
    count = reviews.per_entry
    found = reviews.mean_of(values)
    many = count >= TRIM_FROM
    sums = found * count
    ends = ordered[starts[many]] + ordered[starts[many] + count[many] - 1]
    found[many] = (sums[many] - ends) / (count[many] - 2)
    return found
