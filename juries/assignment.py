"""Who reads what: fills as many places as possible under conflicts and loads. Pure, on plain values."""

import random
from collections import deque
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

# Whatever the caller knows entries and jurors by, as long as it can be a key.
Entry = Any
Juror = Any
Pair = tuple[Entry, Juror]


@dataclass
class Plan:
    """Jurors for each entry, and what could not be filled."""

    given: dict[Entry, set[Juror]] = field(default_factory=dict)
    unfilled: dict[Entry, int] = field(default_factory=dict)

    def pairs(self) -> list[Pair]:
        """Every pair, entry by entry."""
        return [(entry, juror) for entry, jurors in self.given.items() for juror in sorted(jurors, key=str)]

    def loads(self) -> dict[Juror, int]:
        """How many entries each juror reads."""
        loads: dict[Juror, int] = {}
        for _entry, juror in self.pairs():
            loads[juror] = loads.get(juror, 0) + 1
        return loads


def fill(
    places: Mapping[Entry, int],
    room: Mapping[Juror, int],
    match: Mapping[Pair, float],
    *,
    kept: Collection[Pair] = (),
    seed: int = 0,
) -> Plan:
    """The fullest plan: each entry gets up to its places, no juror more than the room, only pairs in `match`.

    `kept` pairs stay whatever happens and count against places and room. Among jurors who may read an entry
    the least loaded is taken, then the better match; lots drawn with `seed` decide between equals.
    """
    return _Filling(places, room, match, kept, random.Random(seed)).run()  # noqa: S311 lots to be redrawn, no secret


class _Filling:
    """Greedy start, then chains of swaps until no place can be filled any more (equal to a maximum flow)."""

    def __init__(self, places, room, match, kept, lots):
        self.places, self.room, self.match = places, room, match
        self.kept = set(kept)
        self.given: dict[Entry, set[Juror]] = {entry: set() for entry in places}
        self.load = dict.fromkeys(room, 0)
        self.held: dict[Juror, set[Entry]] = {juror: set() for juror in room}
        self.allowed: dict[Entry, list[Juror]] = {entry: [] for entry in places}
        for entry, juror in match:
            if entry in self.allowed and juror in self.load:
                self.allowed[entry].append(juror)
        self.lot = {juror: lots.random() for juror in sorted(room, key=str)}
        for entry, juror in self.kept:
            if entry in self.given and juror in self.load:
                self._give(entry, juror)

    def run(self) -> Plan:
        for _round in range(max(self.places.values(), default=0)):
            for entry in sorted(self.places, key=lambda one: (len(self.allowed[one]), str(one))):
                if self._missing(entry):
                    self._give_best(entry)
        for entry in sorted(self.places, key=str):
            while self._missing(entry) and self._swap_in(entry):
                pass
        unfilled = {entry: lack for entry in self.places if (lack := self._missing(entry))}
        return Plan(self.given, unfilled)

    def _missing(self, entry: Entry) -> int:
        return max(0, self.places[entry] - len(self.given[entry]))

    def _give(self, entry: Entry, juror: Juror) -> None:
        self.given[entry].add(juror)
        self.held[juror].add(entry)
        self.load[juror] += 1

    def _give_best(self, entry: Entry) -> None:
        free = [
            juror
            for juror in self.allowed[entry]
            if juror not in self.given[entry] and self.load[juror] < self.room[juror]
        ]
        if free:
            best = min(free, key=lambda one: (self.load[one], -self.match[entry, one], self.lot[one]))
            self._give(entry, best)

    def _swap_in(self, entry: Entry) -> bool:
        """Find a chain of swaps that ends at a juror with room, and take it."""
        came: dict[Juror, tuple[Juror | None, Entry]] = {}
        queue: deque[Juror] = deque()
        self._reach(entry, None, came, queue)
        while queue:
            juror = queue.popleft()
            if self.load[juror] < self.room[juror]:
                self._take_chain(juror, came)
                return True
            for other in sorted(self.held[juror], key=str):
                if (other, juror) not in self.kept:
                    self._reach(other, juror, came, queue)
        return False

    def _reach(self, entry: Entry, through: Juror | None, came: dict, queue: deque) -> None:
        for juror in self.allowed[entry]:
            if juror not in came and juror not in self.given[entry]:
                came[juror] = (through, entry)
                queue.append(juror)

    def _take_chain(self, juror: Juror, came: dict) -> None:
        through: Juror | None = juror
        while through is not None:
            taker = through
            through, entry = came[taker]
            self._give(entry, taker)
            if through is not None:
                self.given[entry].remove(through)
                self.held[through].remove(entry)
                self.load[through] -= 1


def match_of(*, expert: bool, generalist: bool, reads: bool) -> float:
    """How well a juror suits an entry, 0 to 1: expertise in its area, ease with its language."""
    expertise = 1.0 if expert else 0.5 if generalist else 0.1
    return 0.75 * expertise + 0.25 * (1.0 if reads else 0.0)
