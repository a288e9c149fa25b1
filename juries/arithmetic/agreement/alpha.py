"""How far jurors agree: Krippendorff's alpha and the intraclass correlation."""

import numpy as np
from numpy.typing import NDArray

from juries.arithmetic.ranking.methods import mid_ranks

Floats = NDArray[np.float64]
Numbers = NDArray[np.intp]


def alpha(entry: Numbers, values: Floats, *, ordinal: bool = False) -> float | None:
    """Krippendorff's alpha: 1 is full agreement, 0 is chance, below 0 is systematic disagreement.

    `entry`, `values`: one item for each mark, NaN where there is none. Interval distances unless `ordinal`.
    Entries with a single mark do not count. None when nothing can be compared or no two marks differ.
    K. Krippendorff, "Computing Krippendorff's alpha-reliability" (2011).
    """
    entry, values = entry[~np.isnan(values)], values[~np.isnan(values)]
    if not len(values):
        return None
    count = np.bincount(entry)
    paired = count[entry] > 1
    entry, values = entry[paired], values[paired]
    if not len(values):
        return None
    if ordinal:
        # The ordinal distance of two values is the distance of their mid-ranks among all paired values.
        values = mid_ranks(np.zeros(len(values), dtype=np.intp), values)
    values = values - values.mean()  # alpha does not change, and large figures keep their digits
    count = np.bincount(entry)
    there = count > 1
    n = len(values)
    first = np.bincount(entry, weights=values)[there]
    second = np.bincount(entry, weights=values**2)[there]
    observed = float((2 * (count[there] * second - first**2) / (count[there] - 1)).sum()) / n
    expected = 2 * (n * float((values**2).sum()) - float(values.sum()) ** 2) / (n * (n - 1))
    if expected <= 1e-12 * max(1.0, float(np.abs(values).max()) ** 2) or np.ptp(values) < 1e-9:
        return None
    return 1 - observed / expected


def intraclass(entry: Numbers, values: Floats) -> float | None:
    """ICC(1) of a one-way random model: the share of the variance that lies between the entries.

    Estimated by the analysis of variance with unequal numbers of reviews (Shrout and Fleiss 1979; k0 after
    Donner 1986). None when no entry has two reviews, when there is one entry only, or when nothing varies.
    """
    count = np.bincount(entry)
    count = count[count > 0]
    n, groups = len(values), len(count)
    if groups < 2 or n <= groups:
        return None
    means = np.bincount(entry, weights=values) / np.maximum(np.bincount(entry), 1)
    within = float(((values - means[entry]) ** 2).sum()) / (n - groups)
    between = float(((means[entry] - values.mean()) ** 2).sum()) / (groups - 1)
    usual = (n - float((count**2).sum()) / n) / (groups - 1)
    below = between + (usual - 1) * within
    return (between - within) / below if below > 1e-12 else None


def reliability(icc: float | None, reviews: float) -> float | None:
    """How reliable the mean of that many reviews is (Spearman and Brown); None without a positive ICC."""
    if icc is None or icc <= 0:
        return None
    return reviews * icc / (1 + (reviews - 1) * icc)
