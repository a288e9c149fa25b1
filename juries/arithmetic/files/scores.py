"""SCORES.csv and RUBRIC.csv in, RANKING.json out."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from juries.arithmetic.agreement.alpha import alpha, intraclass
from juries.arithmetic.agreement.chances import Chances, chances
from juries.arithmetic.agreement.jurors import misfit
from juries.arithmetic.agreement.recounts import recounts
from juries.arithmetic.files.tables import BadFiles, Fault, Table
from juries.arithmetic.ranking.methods import METHODS
from juries.arithmetic.ranking.order import Preferences
from juries.arithmetic.ranking.rank import Ranking, in_order, rank
from juries.arithmetic.ranking.reviews import Reviews
from juries.arithmetic.ranking.totals import Scale, known, rescaled, totals

SCORES = ("entry", "juror", "criterion", "score")
RUBRIC = ("criterion", "weight", "min", "max", "best")
TOTAL = "total"  # the key of the total's alpha beside those of the criteria


@dataclass(frozen=True)
class Sheet:
    """What both files say: names in order, and per review entry, juror and marks (NaN: abstained)."""

    entries: list[str]
    jurors: list[str]
    scales: dict[str, Scale]
    entry: NDArray[np.intp]
    juror: NDArray[np.intp]
    marks: NDArray[np.float64]

    def reviews(self) -> Reviews:
        """The totals of all reviews."""
        total = totals(self.marks, list(self.scales.values()))
        return Reviews.of(self.entry, self.juror, total, len(self.entries), len(self.jurors))

    def first_criterion(self) -> NDArray[np.float64]:
        """For each entry its mean on the first criterion of the rubric, 0 to 100; NaN without a mark."""
        shares = rescaled(self.marks, list(self.scales.values()))[:, 0]
        one = Reviews.of(self.entry, self.juror, shares, len(self.entries), len(self.jurors))
        return one.means * 100


def read(scores: Path, rubric: Path) -> Sheet:
    """Both files. Raises BadFiles with every row that cannot be used."""
    faults: list[Fault] = []
    scales, named = _read_rubric(rubric, faults)
    marks = _read_scores(scores, scales, named, faults)
    if faults:
        raise BadFiles(faults)
    marks = dict(sorted(marks.items()))  # the order of the rows must not change the last digit of a sum
    entries = sorted({entry for entry, _juror in marks})
    jurors = sorted({juror for _entry, juror in marks})
    number, place = {one: n for n, one in enumerate(entries)}, {one: n for n, one in enumerate(jurors)}
    column = {name: n for n, name in enumerate(scales)}
    table = np.full((len(marks), len(scales)), np.nan)
    for row, given in enumerate(marks.values()):
        for criterion, mark in given.items():
            table[row, column[criterion]] = mark
    entry = np.array([number[entry] for entry, _juror in marks], dtype=np.intp)
    juror = np.array([place[juror] for _entry, juror in marks], dtype=np.intp)
    return Sheet(entries, jurors, scales, entry, juror, table)


def _read_rubric(path: Path, faults: list[Fault]) -> tuple[dict[str, Scale], set[str]]:
    """The sound criteria, and the names of all."""
    table, scales, named, total_line = Table(path, RUBRIC, faults), {}, set(), 0
    for criterion, weight, least, most, best in table.rows():
        if criterion in named:
            table.fault(f"the criterion “{criterion}” is there twice")
            continue
        named.add(table.name(criterion, "criterion"))
        total_line = table.line if criterion == TOTAL else total_line
        heavy = table.number(weight, "weight", low=0)
        low, high = table.number(least, "min"), table.number(most, "max")
        if best.lower() not in ("high", "low"):
            table.fault(f"best is “{best}”, neither high nor low")
        if heavy is None or low is None or high is None:
            continue
        if low >= high:
            table.fault(f"min {least} is not below max {most}")
            continue
        scales[criterion] = Scale(heavy, low, high, best_is_high=best.lower() == "high")
    if total_line and len(named) > 1:
        reason = "“total” is the name of the sum; give this criterion another one"
        faults.append(Fault(path.name, total_line, reason))
    if scales and not any(scale.weight for scale in scales.values()):
        table.fault("no criterion has a weight")
    return scales, named


def _read_scores(
    path: Path, scales: dict[str, Scale], named: set[str], faults: list[Fault]
) -> dict[tuple[str, str], dict[str, float]]:
    """The marks of each entry and juror."""
    table = Table(path, SCORES, faults)
    found: dict[tuple[str, str], dict[str, float]] = {}
    for entry, juror, criterion, score in table.rows():
        if not (
            table.name(entry, "entry") and table.name(juror, "juror") and table.name(criterion, "criterion")
        ):
            continue
        if criterion not in named:
            table.fault(f"the rubric has no criterion “{criterion}”")
            continue
        if not score:
            table.fault("the score is empty; leave the row out for an abstention")
            continue
        scale = scales.get(criterion)  # None if its row in the rubric is bad: told there
        mark = table.number(score, "score", *((scale.least, scale.most) if scale else ()))
        if mark is None:
            continue
        given = found.setdefault((entry, juror), {})
        if criterion in given:
            table.fault(f"juror “{juror}” has scored entry “{entry}” for “{criterion}” already")
        given[criterion] = mark
    return found


def document(
    sheet: Sheet, ranking: Ranking, *, top: int, draws: int, seed: int, tell: Callable[[str], None]
) -> dict[str, Any]:
    """The content of RANKING.json: points from 0 to 100, figures not rounded, None where there is none."""
    reviews, leniency = ranking.reviews, ranking.leniency
    tell(f"Drawing {draws} times")
    sure = chances(ranking, top, draws, seed)
    tell("Recounting without each juror")
    again = recounts(ranking)
    tell("Comparing the methods")
    others = {one: ranking if one == ranking.method else rank(reviews, one) for one in METHODS}
    facts = Preferences(sheet.first_criterion(), reviews.entry, reviews.juror, reviews.total)
    return {
        "method": ranking.method,
        "seed": seed,
        "lambda": leniency.strength,
        "error_variance": leniency.error_variance,
        "juror_variance": leniency.juror_variance,
        "corrected": leniency.corrected,
        "parts": len(reviews.parts),
        "entries": [_entry(sheet, ranking, sure, at) for at in in_order(ranking, facts, seed)],
        "jurors": _jurors(sheet, ranking),
        "agreement": _agreement(sheet, reviews),
        "stability": {"runs": again.runs, "winner_kept": again.winner_kept},
        "methods": {
            name: [sheet.entries[at] for at in in_order(other, facts, seed) if other.ranks[at]]
            for name, other in others.items()
        },
    }


def _entry(sheet: Sheet, ranking: Ranking, sure: Chances, at: int) -> dict[str, Any]:
    reviews = ranking.reviews
    return {
        "entry": sheet.entries[at],
        "rank": int(ranking.ranks[at]) or None,
        "score": known(ranking.scores[at]),
        "mean": known(reviews.means[at]),
        "reviews": int(reviews.per_entry[at]),
        "spread": known(reviews.spreads[at]),
        "p_first": known(sure.first[at]),
        "p_top": known(sure.top[at]),
        "rank_low": None if np.isnan(sure.low[at]) else int(sure.low[at]),
        "rank_high": None if np.isnan(sure.high[at]) else int(sure.high[at]),
        "band": sure.bands[at],
    }


def _jurors(sheet: Sheet, ranking: Ranking) -> list[dict[str, Any]]:
    leniency, odd = ranking.leniency, misfit(ranking)
    return [
        {
            "juror": name,
            "reviews": int(ranking.reviews.per_juror[at]),
            "correction": float(leniency.correction[at]),
            "standard_error": known(leniency.standard_error[at]),
            "misfit": known(odd[at]),
        }
        for at, name in enumerate(sheet.jurors)
    ]


def _agreement(sheet: Sheet, reviews: Reviews) -> dict[str, Any]:
    by_criterion = {name: alpha(sheet.entry, sheet.marks[:, at]) for at, name in enumerate(sheet.scales)}
    return {
        "alpha": {TOTAL: alpha(reviews.entry, reviews.total), **by_criterion},
        "icc1": intraclass(reviews.entry, reviews.total),
    }
