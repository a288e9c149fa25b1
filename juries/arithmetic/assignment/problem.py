"""What an assignment is asked: places, rooms, matches and rules, as arrays."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Numbers = NDArray[np.intp]
Truths = NDArray[np.bool_]
Codes = NDArray[np.uint32]
MOST_CODES = 31


@dataclass(frozen=True)
class Mix:
    """A soft rule: each entry should have at least `least` jurors of `members` (one item a juror)."""

    name: str
    members: Truths
    least: int
    weight: float = 1.0


@dataclass(frozen=True)
class Cap:
    """A hard rule: no entry may have more than `most` of these jurors, such as one from an organisation."""

    name: str
    members: Truths
    most: int


@dataclass(frozen=True)
class Problem:
    """One item for each entry: `places` wanted. For each juror: `least` and `most` reviews in all, and how
    many are `done` elsewhere. Entries × jurors: `match` from 0 to 1; `rules`, the forbidding codes as bits
    (0: allowed), bit n standing for `codes[n]`; `frozen`, reviews that are written and stay whatever the
    rules say; `kept`, pairs that should stay if they may.
    """

    places: Numbers
    least: Numbers
    most: Numbers
    done: Numbers
    match: Floats
    rules: Codes
    codes: Sequence[str] = ()
    frozen: Truths | None = None
    kept: Truths | None = None
    mixes: Sequence[Mix] = field(default=())
    caps: Sequence[Cap] = field(default=())
    seed: int = 0

    @property
    def entries(self) -> int:
        """How many entries there are."""
        return len(self.places)

    @property
    def jurors(self) -> int:
        """How many jurors there are."""
        return len(self.most)

    @cached_property
    def fixed(self) -> Truths:
        """Entries × jurors: pairs that stay whatever happens."""
        return np.zeros(self.match.shape, dtype=bool) if self.frozen is None else self.frozen

    @cached_property
    def allowed(self) -> Truths:
        """Entries × jurors: pairs that no rule forbids, and the fixed ones."""
        return (self.rules == 0) | self.fixed

    @cached_property
    def held(self) -> Truths:
        """Entries × jurors: pairs that should stay and may."""
        if self.kept is None:
            return np.zeros(self.match.shape, dtype=bool)
        return self.kept & (self.rules == 0) & ~self.fixed

    @cached_property
    def wanted(self) -> Numbers:
        """Reviews of each entry: its places, or what is written already if that is more."""
        return np.maximum(self.places, self.fixed.sum(axis=1))

    @cached_property
    def room(self) -> Numbers:
        """Reviews that each juror may hold here: most less done, or what is written if that is more."""
        return np.maximum(np.maximum(self.most - self.done, 0), self.fixed.sum(axis=0))


def bits(codes: Sequence[str], names: Sequence[str]) -> int:
    """The codes as one number, by their places in `names`."""
    return sum(1 << names.index(code) for code in set(codes))
