"""Ranks, ties and lines across a list."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from juries.arithmetic.ranking.methods import mid_ranks
from juries.arithmetic.ranking.totals import as_shown

Floats = NDArray[np.float64]
Numbers = NDArray[np.intp]
Truths = NDArray[np.bool_]


def competition_ranks(scores: Floats, rankable: Truths) -> Numbers:
    """Ranks 1, 1, 3 with the highest score first; 0 for entries that are not rankable.

    Two scores are a tie when they are equal at the two decimals that are shown.
    """
    ranks = np.zeros(len(scores), dtype=np.intp)
    seen = np.sort(as_shown(scores[rankable]))
    ranks[rankable] = 1 + len(seen) - np.searchsorted(seen, as_shown(scores[rankable]), side="right")
    return ranks


def is_tied(ranks: Numbers) -> Truths:
    """Whether an entry shares its rank with another."""
    return (ranks > 0) & (np.bincount(ranks)[ranks] > 1) if len(ranks) else np.zeros(0, dtype=bool)


class OnTheLine(Enum):
    """What a call says of entries that share the last place above the line, when not all of them fit."""

    IN = "in"
    OUT = "out"
    JURY = "jury"


def across_the_line(ranks: Numbers, most: int, rule: OnTheLine) -> tuple[Truths, Truths]:
    """Who goes through when `most` may: (through, for the jury to decide), each one item for each entry.

    Entries on the line all go through or none does; entries that are not rankable never do.
    """
    above = (ranks > 0) & (ranks <= most)
    last = int(ranks[above].max(initial=0))
    fits = int(above.sum()) <= most
    line = above & (ranks == last) if not fits else np.zeros(len(ranks), dtype=bool)
    through = above & ~line if rule is not OnTheLine.IN else above
    return through, line if rule is OnTheLine.JURY else np.zeros(len(ranks), dtype=bool)


class Decider(Enum):
    """What parted an entry from the next one of its tie."""

    CRITERION = "criterion"
    PREFERENCE = "preference"
    VOTE = "vote"
    LOT = "lot"


@dataclass(frozen=True)
class Preferences:
    """What the chain of a tie looks at.

    `criterion`: for each entry the mean on the criterion that the rubric names first, NaN if nobody scored
    it. `entry`, `juror`, `total`: the reviews in the order of their entries, as in Reviews. `votes`: for
    each entry the votes of the jury.
    """

    criterion: Floats
    entry: Numbers
    juror: Numbers
    total: Floats
    votes: Floats | None = None


def resolve(tie: Sequence[int], known: Preferences, seed: int) -> list[tuple[int, Decider | None]]:
    """The entries of one tie in order, each with what parted it from the one before it (None for the first).

    The chain: the criterion named first; the share of jurors who scored both and put one above the other; the
    jury's votes; a lot drawn with the published seed. Never an identifier, a time or the alphabet.
    """
    groups: list[tuple[list[int], Decider | None]] = [(list(tie), None)]
    for decider in (Decider.CRITERION, Decider.PREFERENCE, Decider.VOTE, Decider.LOT):
        parted: list[tuple[list[int], Decider | None]] = []
        for members, before in groups:
            if len(members) == 1:
                parted.append((members, before))
                continue
            keys = _keys(decider, members, known, seed)
            for place, key in enumerate(sorted(set(keys), reverse=True)):
                same = [one for one, own in zip(members, keys, strict=True) if own == key]
                parted.append((same, decider if place else before))
        groups = parted
    return [(members[0], decider) for members, decider in groups]


def _keys(decider: Decider, members: list[int], known: Preferences, seed: int) -> list[float]:
    """One figure for each member, the highest first; all equal when the step says nothing."""
    if decider is Decider.CRITERION:
        means = as_shown(known.criterion[members])
        return [0.0] * len(members) if np.isnan(means).any() else [float(one) for one in means]
    if decider is Decider.PREFERENCE:
        return _preferred(members, known)
    if decider is Decider.VOTE:
        return [0.0 if known.votes is None else float(known.votes[one]) for one in members]
    # A lot that anybody may draw again, no secret.
    return [random.Random(f"{seed}:{one}").random() for one in members]  # noqa: S311


def _preferred(members: list[int], known: Preferences) -> list[float]:
    """Of all comparisons by jurors who scored a member and others of the tie, the share that it won.

    Of two entries: the share of jurors who scored both and put this one above. Equal totals count half.
    """
    begin, end = (np.searchsorted(known.entry, members, side=side) for side in ("left", "right"))
    own = np.concatenate([np.arange(first, last) for first, last in zip(begin, end, strict=True)])
    juror, entry = known.juror[own], np.repeat(np.arange(len(members)), end - begin)
    wins = np.bincount(entry, weights=mid_ranks(juror, known.total[own]) - 1, minlength=len(members))
    compared = np.bincount(juror)[juror] - 1 if len(juror) else juror
    count = np.bincount(entry, weights=compared, minlength=len(members))
    shares = np.divide(wins, count, out=np.full(len(members), 0.5), where=count > 0)
    return [round(float(share), 9) for share in shares]
