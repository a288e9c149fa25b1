"""Juries made up for measuring: languages, cities, organisations, expertise and scores from a seed."""

import numpy as np
from numpy.typing import NDArray

from juries.arithmetic.assignment.problem import Mix, Problem, bits
from juries.arithmetic.ranking.totals import Scale

CODES = ["LANGUAGE", "DECLARED", "SAME_ORG", "SAME_CITY"]
COVERAGE = 3
ROOM = 1.25  # how much more the jurors could read than is wanted
SCALES = [Scale(weight, 1, 10) for weight in (30, 25, 20, 15, 10)]
Truths = NDArray[np.bool_]


def problem(entries: int, jurors: int, seed: int = 1, *, mixed: bool = False, room: float = ROOM) -> Problem:
    """An assignment: four languages, conflicts by city, organisation and declaration, two topics an entry."""
    lots = np.random.default_rng(seed)
    entry_language = lots.choice(4, entries, p=[0.45, 0.25, 0.2, 0.1])
    reads = lots.random((jurors, 4)) < [0.9, 0.5, 0.5, 0.35]
    reads[np.arange(jurors), lots.integers(0, 4, jurors)] = True
    cities, organisations = max(10, jurors // 4), max(12, jurors // 3)
    city, entry_city = lots.integers(0, cities, jurors), lots.integers(0, cities, entries)
    employer, entry_employer = (
        lots.integers(0, organisations, jurors),
        lots.integers(0, organisations, entries),
    )
    rules = np.zeros((entries, jurors), dtype=np.uint32)
    for code, forbidden in {
        "LANGUAGE": ~reads.T[entry_language],
        "DECLARED": lots.random((entries, jurors)) < 0.01,
        "SAME_ORG": entry_employer[:, None] == employer,
        "SAME_CITY": entry_city[:, None] == city,
    }.items():
        rules |= np.where(forbidden, np.uint32(bits([code], CODES)), np.uint32(0))
    most = int(np.ceil(entries * COVERAGE * room / jurors))
    experts = lots.random(jurors) < 0.4
    return Problem(
        places=np.full(entries, COVERAGE),
        least=np.zeros(jurors, dtype=np.intp),
        most=np.full(jurors, most),
        done=np.zeros(jurors, dtype=np.intp),
        match=_match(entries, jurors, lots, reads, entry_language),
        rules=rules,
        codes=CODES,
        mixes=[Mix("practice", experts, 1)] if mixed else [],
        seed=seed,
    )


def _match(entries: int, jurors: int, lots: np.random.Generator, reads: Truths, language: NDArray) -> NDArray:
    """0.6 expertise in the two main topics + 0.2 ease with the language + 0.2 preference."""
    expertise = np.clip(lots.beta(2, 3, (jurors, 12)), 0, 1)
    topics = np.array([lots.choice(12, 2, replace=False) for _ in range(entries)])
    known = 0.65 * expertise[:, topics[:, 0]].T + 0.35 * expertise[:, topics[:, 1]].T
    ease = (reads * lots.choice([0.6, 0.8, 1.0], (jurors, 4))).T[language]
    preference = lots.choice([0.0, 0.5, 1.0], (entries, jurors), p=[0.2, 0.6, 0.2])
    return 0.6 * known + 0.2 * ease + 0.2 * preference


def marks(given: Truths, seed: int = 1) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.float64]]:
    """Entry, juror and marks (reviews × 5 criteria, half steps from 1 to 10) of all who were assigned."""
    lots = np.random.default_rng(seed)
    entry, juror = np.nonzero(given)
    quality = lots.normal(5.5, 1.5, given.shape[0])[entry] + lots.normal(0, 0.75, given.shape[1])[juror]
    raw = (
        quality[:, None]
        + lots.normal(0, 1.3, (len(entry), 1))
        + lots.normal(0, 0.8, (len(entry), len(SCALES)))
    )
    return entry, juror, np.clip(np.round(raw * 2) / 2, 1, 10)
