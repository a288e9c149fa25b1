"""Juries and assignment problems to try the arithmetic on: written out, drawn by hypothesis, or by seed."""

import numpy as np
from hypothesis import assume, settings
from hypothesis import strategies as st

from juries.arithmetic.assignment.problem import Cap, Mix, Problem
from juries.arithmetic.ranking.reviews import Reviews

many = settings(max_examples=80, deadline=None)
some = settings(max_examples=40, deadline=None)
seeds = st.integers(0, 2**32 - 1)
POINTS = st.integers(0, 100)
CODES = ("LANGUAGE", "SAME_ORG", "TRACK")


def jury(rows):
    """Reviews from a table of totals: entries × jurors, None without a review."""
    table = np.array(rows, dtype=float)
    entry, juror = np.nonzero(~np.isnan(table))
    return Reviews.of(entry, juror, table[entry, juror], *table.shape)


@st.composite
def juries(draw, entries=7, jurors=5, totals=POINTS, least=1):
    """Small juries of any shape: gaps, single reviews, parts that share nothing; at least so many reviews."""
    size = draw(st.integers(1, entries)), draw(st.integers(1, jurors))
    cells = draw(st.lists(st.none() | totals, min_size=size[0] * size[1], max_size=size[0] * size[1]))
    assume(len(cells) - cells.count(None) >= least)
    return jury(np.reshape(np.array(cells, dtype=float), size))


@st.composite
def complete_juries(draw, entries=7, jurors=6):
    """Small juries in which everybody scored everything."""
    size = draw(st.integers(1, entries)), draw(st.integers(1, jurors))
    cells = st.lists(st.integers(0, 100), min_size=size[0] * size[1], max_size=size[0] * size[1])
    return jury(np.reshape(draw(cells), size))


def simulated(seed, entries=20, jurors=8, each=3, leniency=10.0, error=8.0, quality=12.0):
    """A jury by the model behind the correction; `each`: reviews of an entry, or one number for each."""
    lots = np.random.default_rng(seed)
    good, mild = lots.normal(60, quality, entries), lots.normal(0, leniency, jurors)
    each = np.broadcast_to(each, entries)
    table = np.full((entries, jurors), np.nan)
    for entry in range(entries):
        chosen = lots.permutation(jurors)[: each[entry]]
        table[entry, chosen] = good[entry] + mild[chosen] + lots.normal(0, error, len(chosen))
    return jury(table)


def any_jury(seed):
    """A simulated jury of a drawn size, with unequal panels."""
    lots = np.random.default_rng([seed, 1])
    entries, jurors = int(lots.integers(4, 25)), int(lots.integers(3, 9))
    each = lots.integers(1, min(jurors, 4) + 1, entries)
    return simulated(seed, entries, jurors, each, leniency=lots.choice([3.0, 8.0, 20.0]))


def problem(places, rooms, match=None, rules=None, **others):
    """An assignment problem that allows everything unless it is told otherwise."""
    size = len(places), len(rooms)
    nothing = np.zeros(len(rooms), dtype=np.intp)
    return Problem(
        places=np.array(places, dtype=np.intp),
        least=np.array(others.pop("least", nothing), dtype=np.intp),
        most=np.array(rooms, dtype=np.intp),
        done=np.array(others.pop("done", nothing), dtype=np.intp),
        match=np.full(size, 0.5) if match is None else np.array(match, dtype=float),
        rules=np.zeros(size, dtype=np.uint32) if rules is None else np.array(rules, dtype=np.uint32),
        codes=CODES,
        **others,
    )


def any_problem(seed, entries=8, jurors=6, held=True, wishes=False):
    """A drawn problem: too much or too little room, overlapping rules; by choice held pairs and wishes."""
    lots = np.random.default_rng(seed)
    size = int(lots.integers(1, entries + 1)), int(lots.integers(1, jurors + 1))
    ample = int(lots.integers(0, 4))
    forbidden = lots.random((len(CODES), *size)) < lots.choice([0, 0.1, 0.4])
    rules = sum(forbidden[number].astype(np.uint32) << number for number in range(len(CODES)))
    done = lots.integers(0, 2, size[1])
    most = done + lots.integers(ample // 2, 2 + ample * size[0] // size[1], size[1])
    others = {}
    if held:
        others = {"frozen": lots.random(size) < 0.1, "kept": lots.random(size) < 0.2}
    if wishes:
        others |= {"mixes": _mixes(lots, size[1]), "caps": _caps(lots, size[1])}
        others["least"] = lots.integers(0, most + 1)
    match = np.round(lots.random(size), 2)
    return problem(
        lots.integers(0, min(4, size[1] + 1), size[0]),
        most,
        match,
        rules,
        done=done,
        seed=int(seed % 1000),
        **others,
    )


def _mixes(lots, jurors):
    groups = lots.random((int(lots.integers(0, 3)), jurors)) < 0.5
    return [Mix(f"wish {n}", members, int(lots.integers(1, 3))) for n, members in enumerate(groups)]


def _caps(lots, jurors):
    groups = lots.random((int(lots.integers(0, 3)), jurors)) < 0.5
    return [Cap(f"office {n}", members, int(lots.integers(0, 3))) for n, members in enumerate(groups)]
