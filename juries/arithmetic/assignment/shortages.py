"""When places stay empty: which rule is to blame, and what would help.

From a largest filling, everything that swaps can reach from a short entry is a closure: its entries need
more than its jurors have room for, these jurors are full and read nothing else, and every other juror who
may read one of the entries already does. So needed - room - others = missing, and no plan can do better.
"""

from dataclasses import dataclass

import numpy as np

from juries.arithmetic.assignment.filling import Filling
from juries.arithmetic.assignment.problem import Numbers, Problem, Truths


@dataclass(frozen=True)
class Shortage:
    """One closure: its `entries` and `jurors` by number, and its sum.

    `needed`: reviews that the entries want; `room`: what the jurors can give them; `others`: reviews by
    jurors outside, each of whom is on every entry of the closure that they may read. `waivers`: by code how
    many places would be filled if it were waived for these entries, `kept_out`: jurors with room whom that
    code alone keeps from some of the entries. `raise_by`: by how much `most` of each of the jurors would
    have to grow for all places to be filled; None if no raise is enough, because too few jurors may read
    some entry.
    """

    entries: Numbers
    jurors: Numbers
    needed: int
    room: int
    others: int
    missing: int
    waivers: dict[str, int]
    kept_out: dict[str, int]
    raise_by: int | None


def shortages(filling: Filling) -> list[Shortage]:
    """One shortage for each group of short entries that compete for the same jurors, the largest first.

    `filling` must be a largest one. Raises AssertionError if the sums do not add up, which would be a fault
    here.
    """
    closures: list[tuple[Truths, Truths]] = []
    for entry in np.flatnonzero(filling.missing > 0):
        if any(entries[entry] for entries, _jurors in closures):
            continue
        entries, jurors = filling.reached_from(int(entry))
        apart = []
        for other_entries, other_jurors in closures:
            if (entries & other_entries).any() or (jurors & other_jurors).any():
                entries, jurors = entries | other_entries, jurors | other_jurors
            else:
                apart.append((other_entries, other_jurors))
        closures = [*apart, (entries, jurors)]
    found = [_shortage(filling, entries, jurors) for entries, jurors in closures]
    return sorted(found, key=lambda one: -one.missing)


def _shortage(filling: Filling, entries: Truths, jurors: Truths) -> Shortage:
    problem = filling.problem
    elsewhere = filling.given[~entries][
        :, jurors
    ].sum()  # written reviews only: all else would have been reached
    needed = int(filling.wanted[entries].sum())
    room = int(filling.room[jurors].sum() - elsewhere)
    others = int(filling.given[entries][:, ~jurors].sum())
    missing = int(filling.missing[entries].sum())
    if needed - room - others != missing:
        raise AssertionError(f"needed {needed} - room {room} - others {others} is not missing {missing}")
    return Shortage(
        entries=np.flatnonzero(entries),
        jurors=np.flatnonzero(jurors),
        needed=needed,
        room=room,
        others=others,
        missing=missing,
        waivers={code: _filled_without(filling, entries, bit) for code, bit in _codes(problem, entries)},
        kept_out={code: _kept_out(filling, entries, bit) for code, bit in _codes(problem, entries)},
        raise_by=_raise(filling, entries, jurors),
    )


def _codes(problem: Problem, entries: Truths) -> list[tuple[str, int]]:
    """The codes that occur in the closure's rules, with their bits."""
    present = int(np.bitwise_or.reduce(problem.rules[entries], axis=None))
    return [(code, 1 << number) for number, code in enumerate(problem.codes) if present >> number & 1]


def _alone(problem: Problem, entries: Truths, bit: int) -> Truths:
    """Entries × jurors: pairs of the closure's entries that this code alone forbids."""
    return (problem.rules == bit) & entries[:, None]


def _filled_without(filling: Filling, entries: Truths, bit: int) -> int:
    """How many more places a largest filling has once the code is waived for these entries."""
    allowed = filling.allowed | _alone(filling.problem, entries, bit)
    freer = Filling(filling.problem, allowed, filling.room).started_from(filling)
    return int(filling.missing.sum() - freer.augment().missing.sum())


def _kept_out(filling: Filling, entries: Truths, bit: int) -> int:
    free = filling.load < filling.room
    return int((_alone(filling.problem, entries, bit).any(axis=0) & free).sum())


def _raise(filling: Filling, entries: Truths, jurors: Truths) -> int | None:
    """The smallest equal raise of the jurors' rooms that fills all places of the closure."""

    def enough(more: int) -> bool:
        roomier = Filling(filling.problem, filling.allowed, filling.room + more * jurors)
        return not roomier.started_from(filling).augment().missing[entries].any()

    low, high = 0, int(filling.missing[entries].sum())
    if not jurors.any() or not enough(high):
        return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return high
