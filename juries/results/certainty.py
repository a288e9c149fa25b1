"""How much a panel's ranking can bear: chances, recounts, agreement, other methods, the jurors' leniency.

Everything is computed by the functions that the commands use; nothing here is stored.
"""

import hashlib
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from django.core.cache import cache
from django.utils.translation import gettext as _

from challenges.models import Challenge, Competition
from juries.arithmetic.agreement.alpha import alpha, intraclass, reliability
from juries.arithmetic.agreement.chances import Chances, chances
from juries.arithmetic.agreement.jurors import gives_one_score, is_odd, misfit
from juries.arithmetic.agreement.recounts import Recounts, recounts
from juries.arithmetic.ranking.methods import is_complete, is_thin
from juries.arithmetic.ranking.rank import Ranking
from juries.arithmetic.ranking.reviews import Reviews
from juries.arithmetic.ranking.totals import as_shown, known
from juries.models import Panel
from juries.results.standing import DISCUSS_FROM, Compared, Line

TOP = 3  # places above the line that the ranking page looks at
KEEP = 3600  # seconds; the key changes with every score
DRAWS = 4000


@dataclass(frozen=True)
class Sure:
    """How sure an entry's place is: chances from 0 to 1, and the ranks that hold 90 % of the draws."""

    first: float
    top: float
    low: int
    high: int
    band: str


@dataclass
class Agreement:
    """How far the jurors agreed. `alpha`: Krippendorff's, None where it cannot be computed.

    `criteria`: each criterion's title with its alpha and the words for it.
    """

    entries: int = 0
    spread: float | None = None
    far_apart: int = 0
    alpha: float | None = None
    words: str = ""
    icc: float | None = None
    reliability: float | None = None
    criteria: list[dict[str, Any]] = field(default_factory=list)


def words_for(value: float | None) -> str:
    """What an alpha means, by what real juries reach."""
    if value is None:
        return _("cannot be computed: too few marks, or all are equal")
    if value < 0.2:
        return _("close to chance: do not decide by scores alone")
    if value < 0.4:
        return _("as usual for ideas")
    return _("good") if value < 0.6 else _("strong")


def agreement_on(compared: Compared, challenge: Challenge) -> Agreement:
    """The agreement on the entries of one challenge that the reader may see."""
    counted = compared.tally
    chosen = counted.of_challenge(challenge.pk, compared.hidden)
    reviews = counted.reviews.only(chosen[counted.reviews.entry])
    several = reviews.per_entry > 1
    if not several.any():
        return Agreement(words=words_for(None))
    spreads = as_shown(reviews.spreads[several])
    total = alpha(reviews.entry, reviews.total)
    icc = intraclass(reviews.entry, reviews.total)
    found = Agreement(
        entries=int(several.sum()),
        spread=round(float(spreads.mean()), 1),
        far_apart=int((spreads >= DISCUSS_FROM).sum()),
        alpha=total,
        words=words_for(total),
        icc=icc,
        reliability=reliability(icc, float(reviews.per_entry[reviews.per_entry > 0].mean())),
    )
    for one in compared.criteria.get(challenge.pk, []):
        entry, mark = counted.marks.get(one.pk, (np.zeros(0, dtype=np.intp), np.zeros(0)))
        own = chosen[entry]
        value = alpha(entry[own], mark[own])
        found.criteria.append({"title": one.title, "alpha": value, "words": words_for(value)})
    return found


@dataclass
class Certainty:
    """What stands beside a ranking. `sure`: by entry; `runs`, `kept`: recounts without one juror each.

    `parts`: groups of jurors that share no entry; `corrected`: whether leniency was taken off; `complete`:
    whether every juror read every entry, so that the corrections cancel.
    """

    sure: dict[int, Sure]
    runs: int
    kept: int
    parts: int
    corrected: bool
    complete: bool
    grey: int

    @property
    def has_a_line(self) -> bool:
        """Whether there are more entries than places above the line."""
        return len(self.sure) > TOP


def certainty(panel: Panel, compared: Compared, challenge: Challenge) -> Certainty:
    """The chances and recounts of one challenge; kept for an hour under a key of all that decides them."""
    own = compared.of_challenge(challenge.pk)
    drawn, again = _kept(own, panel.seed)
    sure = {
        compared.tally.entries[at]: Sure(
            first=float(drawn.first[at]),
            top=float(drawn.top[at]),
            low=int(drawn.low[at]),
            high=int(drawn.high[at]),
            band=band,
        )
        for at, band in enumerate(drawn.bands)
        if band is not None
    }
    return Certainty(
        sure=sure,
        runs=again.runs,
        kept=again.winner_kept,
        parts=len(own.reviews.parts),
        corrected=own.leniency.corrected,
        complete=is_complete(own.reviews),
        grey=sum(one.band == "grey" for one in sure.values()) if len(sure) > TOP else 0,
    )


def _kept(own: Ranking, seed: int) -> tuple[Chances, Recounts]:
    facts = hashlib.sha256(f"{own.method}:{seed}:{own.reviews.entries}:{own.reviews.jurors}".encode())
    for array in (own.reviews.entry, own.reviews.juror, own.reviews.total, own.ranks):
        facts.update(np.ascontiguousarray(array).tobytes())
    key = f"certainty:{facts.hexdigest()}"
    found = cache.get(key)
    if found is None:
        found = chances(own, TOP, DRAWS, seed), recounts(own)
        cache.set(key, found, KEEP)
    return found


def other_methods(compared: Compared, challenge: Challenge, lines: list[Line]) -> dict[str, Any]:
    """The ranks of these lines by every method, to see how much depends on the choice: not a menu.

    {"columns": [{"label", "current", "caution"}], "rows": [(line, [rank or None])]}
    """
    counted = compared.tally
    number = {pk: at for at, pk in enumerate(counted.entries)}
    mask = counted.of_challenge(challenge.pk, compared.hidden)
    own = compared.of_challenge(challenge.pk)
    columns, ranks = [], []
    for method, label in Competition.Method.choices:
        current = method == own.method
        other = own if current else compared.by_method(method).among(mask & own.rankable)
        columns.append({"label": label, "current": current, "caution": _caution(method, counted.reviews)})
        ranks.append(other.ranks)
    rows = [(line, [int(one[number[line.entry.pk]]) or None for one in ranks]) for line in lines]
    return {"columns": columns, "rows": rows}


def _caution(method: str, reviews: Reviews) -> str:
    if method == "borda" and not is_complete(reviews):
        return _("Ranks can be compared only if every juror read every entry; here it is not so.")
    if method == "zscore" and is_thin(reviews):
        return _("Standardised scores need ten scorecards of each juror; here some wrote fewer.")
    return ""


def jurors_of(panel: Panel, compared: Compared) -> list[dict[str, Any]]:
    """Each juror with scorecards, leniency in points (positive: lenient) with its error, and misfit.

    A flag opens a talk with the chair; it decides nothing.
    """
    counted = compared.tally
    fitted = compared.by_method("leniency")
    odd, off = is_odd(fitted), misfit(fitted)
    flat = gives_one_score(fitted)
    people = {one.pk: one for one in panel.jurors.select_related("user")}
    return [
        {
            "juror": people[pk],
            "reviews": int(counted.reviews.per_juror[at]),
            "correction": float(fitted.leniency.correction[at]),
            "error": known(fitted.leniency.standard_error[at]),
            "misfit": known(off[at]),
            "odd": bool(odd[at]),
            "flat": bool(flat[at]),
        }
        for at, pk in enumerate(counted.jurors)
    ]
