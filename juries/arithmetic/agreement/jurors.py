"""Jurors who score unlike the others. A flag opens a talk with the chair; it decides nothing."""

import numpy as np
from numpy.typing import NDArray

from juries.arithmetic.ranking.rank import Ranking

Floats = NDArray[np.float64]
ODD_ABOVE = 1.5
FLAG_FROM = 12  # reviews; with six, every eighth juror would be flagged wrongly


def misfit(ranking: Ranking) -> Floats:
    """For each juror the mean squared residual, divided by that of all reviews: 1 is usual.

    A residual is (total - correction - the entry's score by corrected mean). NaN for jurors without a
    review and where nobody deviates at all.
    """
    reviews, correction = ranking.reviews, ranking.leniency.correction
    corrected = reviews.total - correction[reviews.juror]
    squares = (corrected - reviews.mean_of(corrected)[reviews.entry]) ** 2
    mean = squares.mean() if len(squares) else 0.0
    found = np.full(reviews.jurors, np.nan)
    if mean <= 1e-15:
        return found
    sums = np.bincount(reviews.juror, weights=squares, minlength=reviews.jurors)
    return np.divide(sums, reviews.per_juror * mean, out=found, where=reviews.per_juror > 0)


def is_odd(ranking: Ranking) -> NDArray[np.bool_]:
    """Whether a juror's misfit is worth a talk: above 1.5, and only from twelve reviews on."""
    return (ranking.reviews.per_juror >= FLAG_FROM) & (np.nan_to_num(misfit(ranking)) > ODD_ABOVE)


def gives_one_score(ranking: Ranking) -> NDArray[np.bool_]:
    """Whether a juror with at least two reviews gave all of them the same total."""
    reviews = ranking.reviews
    high, low = np.full(reviews.jurors, -np.inf), np.full(reviews.jurors, np.inf)
    np.maximum.at(high, reviews.juror, reviews.total)
    np.minimum.at(low, reviews.juror, reviews.total)
    return (reviews.per_juror > 1) & (high - low < 1e-9)
