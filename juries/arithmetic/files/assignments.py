"""ENTRIES.csv, JURORS.csv, PAIRS.csv and GROUPS.csv in, ASSIGNMENT.json out."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from juries.arithmetic.assignment.assign import Assignment
from juries.arithmetic.assignment.problem import MOST_CODES, Cap, Mix, Problem
from juries.arithmetic.assignment.shortages import Shortage, shortages
from juries.arithmetic.files.tables import BadFiles, Fault, Table

ENTRIES = ("entry", "places")
JURORS = ("juror", "least", "most", "done")
PAIRS = ("entry", "juror", "match", "rules", "state")
GROUPS = ("juror", "group")
NOT_LISTED = "NOT_LISTED"
STATES = ("", "kept", "frozen")


@dataclass(frozen=True)
class Wishes:
    """Rules for panels as they are asked for: group and number."""

    mixes: Sequence[tuple[str, int]] = field(default=())
    caps: Sequence[tuple[str, int]] = field(default=())


@dataclass(frozen=True)
class Files:
    """Where the tables are."""

    entries: Path
    jurors: Path
    pairs: Path
    groups: Path | None = None


@dataclass(frozen=True)
class Sheet:
    """What the files say: names in the order of the files, and the problem with these numbers."""

    entries: list[str]
    jurors: list[str]
    problem: Problem


def read(files: Files, wishes: Wishes, seed: int) -> Sheet:
    """All files. Raises BadFiles with every row that cannot be used."""
    faults: list[Fault] = []
    entries = _read_entries(files.entries, faults)
    jurors = _read_jurors(files.jurors, faults)
    arrays = _read_pairs(files.pairs, list(entries), list(jurors), faults)
    groups = _read_groups(files.groups, list(jurors), faults)
    for group, _number in (*wishes.mixes, *wishes.caps):
        if group not in groups:
            name = files.groups.name if files.groups else "GROUPS.csv"
            faults.append(Fault(name, 1, f"there is no group “{group}”, which a rule for panels names"))
    if faults:
        raise BadFiles(faults)
    least, most, done = (np.array(column, dtype=np.intp) for column in zip(*jurors.values(), strict=True))
    problem = Problem(
        places=np.array(list(entries.values()), dtype=np.intp),
        least=least,
        most=most,
        done=done,
        mixes=[Mix(group, groups[group], number) for group, number in wishes.mixes],
        caps=[Cap(group, groups[group], number) for group, number in wishes.caps],
        seed=seed,
        **arrays,
    )
    return Sheet(list(entries), list(jurors), problem)


def _read_entries(path: Path, faults: list[Fault]) -> dict[str, int]:
    table, found = Table(path, ENTRIES, faults), {}
    for entry, places in table.rows():
        if entry in found:
            table.fault(f"the entry “{entry}” is there twice")
        found[table.name(entry, "entry")] = table.count(places, "places") or 0
    return found


def _read_jurors(path: Path, faults: list[Fault]) -> dict[str, tuple[int, int, int]]:
    table, found = Table(path, JURORS, faults), {}
    for juror, *limits in table.rows():
        if juror in found:
            table.fault(f"the juror “{juror}” is there twice")
        least, most, done = (table.count(limit, what) for limit, what in zip(limits, JURORS[1:], strict=True))
        if least is not None and most is not None and least > most:
            table.fault(f"least {least} is more than most {most}")
        found[table.name(juror, "juror")] = (least or 0, most or 0, done or 0)
    return found


def _read_pairs(path: Path, entries: list[str], jurors: list[str], faults: list[Fault]) -> dict[str, Any]:
    """The arrays of a Problem that pairs have: match, rules, codes, frozen, kept."""
    shape = (len(entries), len(jurors))
    row, column = {name: n for n, name in enumerate(entries)}, {name: n for n, name in enumerate(jurors)}
    match, listed = np.zeros(shape), np.zeros(shape, dtype=bool)
    rules = np.ones(shape, dtype=np.uint32)  # the first bit: not listed
    frozen, kept = np.zeros(shape, dtype=bool), np.zeros(shape, dtype=bool)
    bit, masks = {NOT_LISTED: 1}, {"": 0}
    table = Table(path, PAIRS, faults)
    for entry, juror, value, codes, state in table.rows():
        at = row.get(entry, -1), column.get(juror, -1)
        if at[0] < 0:
            table.fault(f"there is no entry “{entry}”")
        if at[1] < 0:
            table.fault(f"there is no juror “{juror}”")
        figure = table.number(value, "match", 0, 1)
        if state not in STATES:
            table.fault(f"the state is “{state}”, not empty, kept or frozen")
        if -1 in at or figure is None:
            continue
        if listed[at]:
            table.fault(f"the pair of entry “{entry}” and juror “{juror}” is there twice")
        if codes not in masks:
            masks[codes] = _mask(codes, bit, table)
        match[at], rules[at], listed[at] = figure, masks[codes], True
        frozen[at], kept[at] = state == "frozen", state == "kept"
    return {"match": match, "rules": rules, "codes": list(bit), "frozen": frozen, "kept": kept}


def _mask(codes: str, bit: dict[str, int], table: Table) -> int:
    """The codes as bits; new codes get the next bit."""
    mask = 0
    for code in codes.split("|"):
        name = code.strip()
        if not name:
            table.fault(f"the rules “{codes}” have an empty code")
        elif name not in bit and len(bit) == MOST_CODES:
            table.fault(f"more than {MOST_CODES - 1} different codes")
        else:
            mask |= bit.setdefault(name, 1 << len(bit))
    return mask


def _read_groups(path: Path | None, jurors: list[str], faults: list[Fault]) -> dict[str, np.ndarray]:
    """By group who is a member, one item for each juror."""
    found: dict[str, np.ndarray] = {}
    if path is None:
        return found
    number = {name: n for n, name in enumerate(jurors)}
    table = Table(path, GROUPS, faults)
    for juror, group in table.rows():
        table.name(group, "group")
        if juror not in number:
            table.fault(f"there is no juror “{juror}”")
            continue
        members = found.setdefault(group, np.zeros(len(jurors), dtype=bool))
        if members[number[juror]]:
            table.fault(f"juror “{juror}” is in group “{group}” already")
        members[number[juror]] = True
    return found


def document(sheet: Sheet, plan: Assignment) -> dict[str, Any]:
    """The content of ASSIGNMENT.json."""
    entry, juror = np.nonzero(plan.given)
    missing = plan.missing
    return {
        "assignments": [
            {"entry": sheet.entries[i], "juror": sheet.jurors[j], "match": float(sheet.problem.match[i, j])}
            for i, j in zip(entry.tolist(), juror.tolist(), strict=True)
        ],
        "missing": int(missing.sum()),
        "unfilled": {sheet.entries[i]: int(missing[i]) for i in np.flatnonzero(missing)},
        "total_match": plan.total_match,
        "seed": sheet.problem.seed,
        "solver": plan.solver,
        "shortages": [_shortage(sheet, one) for one in shortages(plan.filling)],
    }


def _shortage(sheet: Sheet, one: Shortage) -> dict[str, Any]:
    return {
        "entries": [sheet.entries[i] for i in one.entries],
        "jurors": [sheet.jurors[j] for j in one.jurors],
        "needed": one.needed,
        "room": one.room,
        "others": one.others,
        "missing": one.missing,
        "waivers": one.waivers,
    }
