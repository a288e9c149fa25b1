"""Would the result be the same without one of the jurors?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from juries.ranking import Ranking
from juries.ranking.leniency import normal_equations
from juries.ranking.methods import aggregate, values_of
from juries.ranking.totals import as_shown

Floats = NDArray[np.float64]
EXACT_UP_TO = 200  # jurors; above it the other jurors' corrections are kept as they are


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

    With leniency the corrections are found anew with the same lambda, exactly up to 200 jurors; beyond, the
    others keep theirs. An entry that loses its last review loses its place.
    """
    reviews = ranking.reviews
    busy = np.unique(reviews.juror[ranking.rankable[reviews.entry]])
    winners = np.flatnonzero(ranking.ranks == 1)
    values = values_of(ranking.method, reviews)
    exact = ranking.method == "leniency" and ranking.leniency.corrected and len(busy) <= EXACT_UP_TO
    matrix, right = normal_equations(reviews) if exact else (np.zeros((0, 0)), np.zeros(0))
    kept = np.zeros(len(busy), dtype=bool)
    for number, juror in enumerate(busy):
        touched = np.zeros(reviews.entries, dtype=bool)
        touched[reviews.entry[reviews.juror == juror]] = True
        correction, changed = ranking.leniency.correction, touched
        if exact:
            correction = _refitted(ranking, matrix, right, juror, touched)
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


def _refitted(
    ranking: Ranking, matrix: Floats, right: Floats, juror: np.intp, touched: NDArray[np.bool_]
) -> Floats:
    """The corrections without one juror, with lambda kept: only the touched entries' part changes."""
    reviews = ranking.reviews
    mine = touched[reviews.entry]
    before, after = reviews.only(mine), reviews.only(mine & (reviews.juror != juror))
    old_matrix, old_right = normal_equations(before)
    new_matrix, new_right = normal_equations(after)
    strength = ranking.leniency.strength or 0.0
    whole = matrix - old_matrix + new_matrix + strength * np.eye(reviews.jurors)
    return np.linalg.solve(whole, right - old_right + new_right).astype(float)
