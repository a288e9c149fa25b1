"""How many of each, at a scale."""

from dataclasses import dataclass

FULL = {"entries": 100_000, "calls": 200, "challenges": 10_000, "packages": 10_000, "organisations": 1000}
LARGE = 300  # entries of a competition whose jury has a hundred members at least
CHALLENGES = 20  # of the largest competition


@dataclass(frozen=True)
class Call:
    """A competition: how many entries, how far it has come, and how far its panel has."""

    entries: int
    challenges: int
    state: str
    panel: str = ""

    @property
    def jurors(self) -> int:
        """A tenth of the entries, which is thirty cards each at three reviews; 100 to 500 in a large one."""
        return min(500, max(100 if self.entries >= LARGE else 6, self.entries // 10))


@dataclass(frozen=True)
class Plan:
    """The whole network at a scale: 1.0 has 100,000 entries, the largest competition a tenth of them."""

    scale: float

    def of(self, name: str, least: int = 1) -> int:
        """How many of the things that FULL counts."""
        return self.share(FULL[name], least)

    def share(self, number: int, least: int = 1) -> int:
        """That part of a number, and not less than the least."""
        return max(least, round(number * self.scale))

    def calls(self) -> list[Call]:
        """Every competition, the largest first: each state of a panel once in a large one."""
        entries = self.of("entries", 200)
        largest, half, quarter = entries // 10, entries // 20, entries // 40
        large = [
            (largest, "judging", "deliberating"),
            (half, "judging", "scoring"),
            (half, "running", ""),
            (quarter, "judging", "setup"),
            (quarter, "judging", "declaring"),
            (quarter, "judging", "signed"),
            (quarter, "closed", "released"),
            (0, "draft", ""),
            (0, "announced", ""),
            (0, "cancelled", ""),
        ]
        left = entries - sum(row[0] for row in large)
        others = max(self.of("calls") - len(large), left * 5 // (largest * 4) + 1)
        sizes = [left // others + (number < left % others) for number in range(others)]
        rows = large + [
            (size, "running", "") if n % 20 == 19 else (size, "closed", "released")
            for n, size in enumerate(sizes)
        ]
        each = max(2, (self.of("challenges", 60) - CHALLENGES) // (len(rows) - 1))
        return [
            Call(size, each if number else CHALLENGES, state, panel)
            for number, (size, state, panel) in enumerate(rows)
        ]
