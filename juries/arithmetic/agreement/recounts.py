"""Would the result be the same without one of the jurors?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from juries.arithmetic.ranking.leniency import Leniency
from juries.arithmetic.ranking.methods import aggregate, values_of
from juries.arithmetic.ranking.rank import Ranking
from juries.arithmetic.ranking.totals import as_shown

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Recounts:
    """`kept`: for each juror with a review whether the winner is still first without that juror."""

    jurors: NDArray[np.intp]
    kept: NDArray[np.bool_]

    @property
    def runs(self) -> int:
        """How many recounts there were."""
        return len(self.jurors)

    @property
    def winner_kept(self) -> int:
        """In how many of them whoever is first stays first."""
        return int(self.kept.sum())


def recounts(ranking: Ranking) -> Recounts:
    """Leave each juror out in turn. A shared first place is kept when all who share it stay first.

    With leniency the others' corrections are found anew, with the same lambda. An entry that loses its last
    review loses its place.
    """
    reviews = ranking.reviews
    busy = np.unique(reviews.juror[ranking.rankable[reviews.entry]])
    winners = np.flatnonzero(ranking.ranks == 1)
    values = values_of(ranking.method, reviews)
    inverse = _inverse(ranking.leniency)
    kept = np.zeros(len(busy), dtype=bool)
    for number, juror in enumerate(busy):
        correction = ranking.leniency.correction
        if inverse is None:
            changed = np.zeros(reviews.entries, dtype=bool)
            changed[reviews.entry[reviews.juror == juror]] = True
        else:
            correction = _without(ranking, inverse, int(juror))
            changed = np.ones(reviews.entries, dtype=bool)
        left = changed[reviews.entry] & (reviews.juror != juror)
        found = aggregate(ranking.method, reviews.only(left), values[left], correction)
        scores = np.where(ranking.rankable, np.where(changed, found, ranking.scores), np.nan)
        kept[number] = bool(len(winners)) and _are_first(scores, winners)
    return Recounts(busy, kept)


def _are_first(scores: Floats, winners: NDArray[np.intp]) -> bool:
    own = scores[winners]
    best = np.full(len(own), np.nanmax(scores, initial=-np.inf))
    return not np.isnan(own).any() and bool(np.all(as_shown(own) >= as_shown(best)))


def _inverse(leniency: Leniency) -> Floats | None:
    """Jurors × jurors: the inverse of W + lambda, which gives the corrections; None if there are none."""
    if not leniency.corrected or leniency.strength is None:
        return None
    return leniency.vectors / (leniency.values + leniency.strength) @ leniency.vectors.T


def _without(ranking: Ranking, inverse: Floats, juror: int) -> Floats:
    """The corrections without one juror's reviews, lambda kept: exactly those of a new fit.

    Rows taken out of a least-squares fit move it by their residuals over (I - H), with H their block of the
    hat matrix (R. D. Cook and S. Weisberg, "Residuals and Influence in Regression", 1982, section 3.6).
    """
    reviews, leniency = ranking.reviews, ranking.leniency
    # What nobody else read tells nothing about the others.
    mine = np.flatnonzero((reviews.juror == juror) & (reviews.per_entry[reviews.entry] > 1))
    own = reviews.entry[mine]
    row = np.full(reviews.entries, -1)
    row[own] = np.arange(len(own))
    mates = np.flatnonzero(row[reviews.entry] >= 0)
    share = np.zeros((len(own), reviews.jurors))  # of each juror in the entry's mean, less the juror's own
    share[row[reviews.entry[mates]], reviews.juror[mates]] = 1 / reviews.per_entry[reviews.entry[mates]]
    share[:, juror] -= 1
    hat = np.diag(1 / reviews.per_entry[own]) + share @ inverse @ share.T
    residual = reviews.total[mine] - leniency.correction[juror] - ranking.scores[own]
    return leniency.correction + inverse @ (share.T @ np.linalg.solve(np.eye(len(own)) - hat, residual))
