"""How lenient or strict each juror is, and how sure that is: ridge-shrunk effects with REML.

The model is T_ij = f_i + b_j + e_ij with free entries f, juror leniency b ~ N(0, vb) and error e ~ N(0,
ve). The idea ran at NIPS from 2002 (Platt and Burges' regularised least squares; N. Lawrence, "Reviewer
calibration", 2014); with juror effects it decides at the Swiss National Science Foundation (Heyard et al.
2022). Entries are not shrunk, so that a score stays an average which anybody can work out again.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from juries.arithmetic.ranking.reviews import Reviews

Floats = NDArray[np.float64]
LEAST, MOST = -6.0, 12.0  # the natural logarithm of lambda is looked for between these
NO_DIFFERENCE = 11.0  # above it no difference between jurors was found
STEP = 0.05
LEVEL = 1e-9  # a likelihood that varies by less says nothing
FEW = 12  # jurors of one entry: pairs are faster than a table
CHUNK = 2000  # entries at a time, so that a large jury needs little memory


@dataclass(frozen=True)
class Leniency:
    """What is taken off each juror's totals.

    `correction` and `standard_error` have one item for each juror, in points; positive is lenient. Without
    `corrected` all corrections are exactly 0 and the errors NaN. `strength` is lambda, the ratio of the
    error's variance to the jurors'; None if it cannot be estimated. `error_variance` in points squared;
    None without an entry that two jurors read. `vectors` and `values` are the eigenvectors and eigenvalues
    behind it.
    """

    corrected: bool
    correction: Floats
    standard_error: Floats
    strength: float | None
    error_variance: float | None
    juror_variance: float | None
    vectors: Floats
    values: Floats


def fit(reviews: Reviews) -> Leniency:
    """The corrections of all jurors.

    Off, with the plain mean as the result: when no juror wrote two reviews, when no entry was read twice,
    when a lenient juror cannot be told from an error (all are compared by one entry only), and when no
    difference between the jurors is found.
    """
    freedom = len(reviews.total) - int((reviews.per_entry > 0).sum())
    if freedom <= 0 or reviews.per_juror.max() < 2:
        return uncorrected(reviews)
    within = _within(reviews)
    if within == 0:
        return _off(reviews, None, 0.0)
    matrix, right = normal_equations(reviews)
    values, vectors = np.linalg.eigh(matrix)
    values = np.clip(values, 0, None)
    turned = vectors.T @ right
    values[values < 1e-9 * values.max()] = 0  # one such direction for each part of the jury
    turned[values == 0] = 0
    found = _restricted_likelihood(values, turned, within, freedom)
    if found is None:
        return uncorrected(reviews)
    strength, error = found
    if np.log(strength) > NO_DIFFERENCE:
        return _off(reviews, strength, within / freedom)
    shrunk = values + strength
    return Leniency(
        corrected=True,
        correction=vectors @ (turned / shrunk),
        standard_error=np.sqrt(error * (vectors**2 / shrunk).sum(axis=1)),
        strength=strength,
        error_variance=error,
        juror_variance=error / strength,
        vectors=vectors,
        values=values,
    )


def uncorrected(reviews: Reviews) -> Leniency:
    """No correction at all, for the methods that have none; the error is what the plain means leave."""
    freedom = len(reviews.total) - int((reviews.per_entry > 0).sum())
    return _off(reviews, None, _within(reviews) / freedom if freedom > 0 else None)


def _within(reviews: Reviews) -> float:
    """The sum of (T_ij - mean_i)^2; exactly 0 when all agree and what is left is rounding."""
    found = float(((reviews.total - reviews.means[reviews.entry]) ** 2).sum())
    return found if found > 1e-15 * float((reviews.total**2).sum()) else 0.0


def _off(reviews: Reviews, strength: float | None, error: float | None) -> Leniency:
    nothing = np.zeros(reviews.jurors)
    return Leniency(
        False,
        nothing,
        np.full(reviews.jurors, np.nan),
        strength,
        error,
        0.0 if strength is not None or error == 0 else None,
        np.zeros((reviews.jurors, 0)),
        np.zeros(0),
    )


def normal_equations(reviews: Reviews) -> tuple[Floats, Floats]:
    """W = diag(n_j) - N' diag(1/n_i) N and r_j = the sum of (T_ij - mean_i): jurors × jurors, and jurors."""
    shared = _shared if reviews.per_entry.max(initial=0) <= FEW else _shared_by_many
    apart = reviews.total - reviews.means[reviews.entry]
    return (
        np.diag(reviews.per_juror.astype(float)) - shared(reviews),
        np.bincount(reviews.juror, weights=apart, minlength=reviews.jurors).astype(float),
    )


def _shared(reviews: Reviews) -> Floats:
    """N' diag(1/n_i) N where few jurors read each entry: pair by pair, since nearly all of it is nought."""
    weight = 1 / reviews.per_entry[reviews.entry]
    jurors, found = reviews.jurors, np.zeros(reviews.jurors**2)
    for distance in range(int(reviews.per_entry.max(initial=0))):
        here, there = slice(len(weight) - distance), slice(distance, None)
        same = reviews.entry[here] == reviews.entry[there]
        one, other = reviews.juror[here][same], reviews.juror[there][same]
        for place in (one * jurors + other, other * jurors + one)[: 2 if distance else 1]:
            found += np.bincount(place, weights=weight[here][same], minlength=jurors**2)
    return found.reshape(jurors, jurors)


def _shared_by_many(reviews: Reviews) -> Floats:
    """The same where many jurors read each entry, some entries at a time."""
    found = np.zeros((reviews.jurors, reviews.jurors))
    bounds = np.searchsorted(reviews.entry, np.arange(0, reviews.entries + CHUNK, CHUNK))
    for first, last in pairwise(bounds):
        if first == last:
            continue
        entry, row = np.unique(reviews.entry[first:last], return_inverse=True)
        incidence = np.zeros((len(entry), reviews.jurors))
        incidence[row, reviews.juror[first:last]] = 1 / np.sqrt(reviews.per_entry[entry])[row]
        found += incidence.T @ incidence
    return found


def _restricted_likelihood(
    values: Floats, turned: Floats, within: float, freedom: int
) -> tuple[float, float] | None:
    """Lambda at the least of df ln(Q/df) + sum ln(1 + g/lambda), and the error's variance Q/df there.

    None when that is the same for every lambda.
    """
    there = values > 0
    g, squares = values[there], turned[there] ** 2
    # What is left when nothing is shrunk; Q is built up from it, so that nothing cancels where Q is small.
    least = max(within - float((squares / g).sum()), 0.0)

    def left(strength: Floats) -> Floats:
        return least + (squares * strength / (g * (g + strength))).sum(axis=-1)

    def criterion(logarithm: Floats) -> Floats:
        strength = np.exp(logarithm)[:, None]
        return freedom * np.log(left(strength) / freedom) + np.log1p(g / strength).sum(axis=-1)

    def slope(logarithm: float) -> float:
        strength = np.exp(logarithm)
        change = (squares / (g + strength) ** 2).sum()
        return float(freedom * strength * change / left(strength) - (g / (g + strength)).sum())

    grid = np.arange(LEAST, MOST + STEP / 2, STEP)
    heights = criterion(grid)
    if np.ptp(heights) < LEVEL:
        return None
    best = grid[int(np.argmin(heights))]
    low, high = max(best - STEP, LEAST), min(best + STEP, MOST)
    if slope(low) < 0 < slope(high):
        for _ in range(60):
            middle = (low + high) / 2
            low, high = (middle, high) if slope(middle) < 0 else (low, middle)
        best = (low + high) / 2
    strength = float(np.exp(best))
    return strength, float(left(np.array([strength]))) / freedom


def corrected_means(reviews: Reviews, correction: Floats) -> Floats:
    """For each entry the mean of (total - correction), exactly the plain mean where these cancel."""
    taken = reviews.mean_of(correction[reviews.juror])
    # Entries that the whole jury read: the corrections add up to nought but for rounding.
    return reviews.means - np.where(np.abs(taken) < 1e-9, 0.0, taken)
