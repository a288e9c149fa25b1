"""Ranking: from the jurors' marks to places. Pure arithmetic on arrays; nothing here knows a database.

`totals` makes each review one figure, `Reviews` holds them, `fit` finds how lenient each juror is, `rank`
gives scores and places by one of the METHODS, and `resolve` parts a tie.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from juries.arithmetic.ranking.leniency import Leniency, fit, uncorrected
from juries.arithmetic.ranking.methods import scores
from juries.arithmetic.ranking.order import (
    Preferences,
    competition_ranks,
    resolve,
)
from juries.arithmetic.ranking.reviews import Reviews


@dataclass(frozen=True)
class Ranking:
    """Scores in points and ranks, one item for each entry: NaN and 0 where an entry has none.

    `leniency` is what the totals were corrected by (all 0 for the other methods).
    """

    method: str
    reviews: Reviews
    leniency: Leniency
    scores: NDArray[np.float64]
    ranks: NDArray[np.intp]

    @property
    def rankable(self) -> NDArray[np.bool_]:
        """Whether an entry has enough reviews for a place."""
        return self.ranks > 0

    def among(self, chosen: NDArray[np.bool_]) -> "Ranking":
        """The same scores with places among the chosen entries only: one of several tracks of a jury."""
        return replace(self, ranks=competition_ranks(self.scores, self.rankable & chosen))


def rank(reviews: Reviews, method: str = "leniency", quorum: int = 1) -> Ranking:
    """Places for the entries, best first, by one of the METHODS.

    Entries with fewer reviews than the `quorum` (at least 1) are not rankable.
    """
    leniency = fit(reviews) if method == "leniency" else uncorrected(reviews)
    found = scores(method, reviews, leniency.correction)
    ranks = competition_ranks(found, reviews.per_entry >= max(quorum, 1))
    return Ranking(method, reviews, leniency, found, ranks)


def in_order(ranking: Ranking, known: Preferences, seed: int) -> list[int]:
    """All entries by rank; inside a tie by the chain of ties, which changes no rank. Without a rank: last."""
    found: list[int] = []
    ranks = ranking.ranks
    for place in np.unique(ranks[ranks > 0]):
        found += [at for at, _decider in resolve(np.flatnonzero(ranks == place).tolist(), known, seed)]
    rest = np.flatnonzero(ranks == 0)
    return found + rest[np.argsort(-np.nan_to_num(ranking.scores[rest], nan=-np.inf), kind="stable")].tolist()
