"""From marks to totals: every review becomes one figure from 0 to 100."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
NOISE = 1e-7  # what calculation with floats may add or take; far below anything that is shown


@dataclass(frozen=True)
class Scale:
    """One criterion: weight and ends of the scale; `best_is_high` is False where the lowest is best."""

    weight: float
    least: float
    most: float
    best_is_high: bool = True


def rescaled(marks: Floats, scales: Sequence[Scale]) -> Floats:
    """Marks on one common scale from 0 (worst) to 1 (best).

    `marks`: reviews × criteria, NaN where the juror abstained; NaN stays NaN.
    """
    least = np.array([scale.least for scale in scales])
    most = np.array([scale.most for scale in scales])
    upward = np.array([scale.best_is_high for scale in scales])
    shares = (marks - least) / (most - least)
    return np.where(upward, shares, 1 - shares)


def totals(marks: Floats, scales: Sequence[Scale]) -> Floats:
    """For each review the weighted mean over the criteria that were scored, 0 to 100; NaN if none was.

    `marks`: reviews × criteria on the criteria's own scales, NaN where the juror abstained. An abstention is
    never a nought: the other criteria share its weight. Criteria of weight 0 do not count.
    """
    shares = rescaled(marks, scales)
    weights = np.array([scale.weight for scale in scales], dtype=float)
    counted = np.where(np.isnan(shares), 0.0, weights)
    sums = (np.nan_to_num(shares) * counted).sum(axis=1)
    given = counted.sum(axis=1)
    return 100 * np.divide(sums, given, out=np.full(len(sums), np.nan), where=given > 0)


def total(marks: dict, scales: dict) -> float | None:
    """One review's total as in totals(): `marks` and `scales` by criterion; None if nothing counts.

    Marks of None are abstentions; marks of criteria without a scale are out of force and do not count.
    """
    keys = [key for key, mark in marks.items() if mark is not None and key in scales]
    row = np.array([[marks[key] for key in keys]], dtype=float)
    return known(totals(row, [scales[key] for key in keys])[0]) if keys else None


def as_shown(values: Floats, places: int = 2) -> Floats:
    """Values as they are shown: halves rounded up at that many decimals. Ties are told by these."""
    factor = 10.0**places
    return np.floor(values * factor + 0.5 + NOISE) / factor


def shown(value: float | None, places: int = 2) -> Decimal | None:
    """One value as it is shown, for texts; None for none."""
    if value is None or np.isnan(value):
        return None
    step = Decimal(1).scaleb(-places)
    return Decimal(repr(float(as_shown(np.array(value), places)))).quantize(step, rounding=ROUND_HALF_UP)


def known(value: float | None) -> float | None:
    """A figure that may be missing: None for NaN."""
    return None if value is None or np.isnan(value) else float(value)
