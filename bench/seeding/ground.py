"""Draws from a seed, texts, and rows in bulk."""

import random
from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Model
from django.utils import timezone

from core.codes import ALPHABET

BATCH = 2000
WORDS = [
    "market", "street", "shade", "water", "vendors", "bicycles", "children", "elderly", "neighbours",
    "pilot", "council", "budget", "rain", "heat", "square", "bus", "stop", "school", "garden", "roof",
    "data", "map", "app", "counter", "training", "repair", "compost", "energy", "lamp", "night",
    "women", "safety", "noise", "air", "river", "flood", "bridge", "tree", "bench", "library", "clinic",
    "waste", "sorting", "kitchen", "tram", "ticket",
]  # fmt: skip
LANGUAGES = ["en", "es", "de", "pt-br", "hi"]


class Ground:
    """What rows are sown on: the same seed gives the same rows."""

    def __init__(self, seed: int = 1) -> None:
        self.lots = random.Random(seed)  # noqa: S311 made-up rows, no secrets
        self.now: datetime = timezone.now()
        self.made: Counter[str] = Counter()
        self._texts = [self._sentence(length) for length in (12, 30, 60, 90) for _ in range(50)]

    def code(self) -> str:
        """A public code."""
        return "".join(self.lots.choices(ALPHABET, k=10))

    def short(self) -> str:
        """A sentence of a dozen words."""
        return self._texts[self.lots.randrange(50)]

    def text(self) -> str:
        """Thirty to ninety words."""
        return self._texts[self.lots.randrange(50, 200)]

    def days_ago(self, most: int, least: int = 0) -> datetime:
        """A moment within these days."""
        return self.now - timedelta(days=least, seconds=self.lots.randrange((most - least) * 86400))

    def sow(self, model: type[Model], rows: Iterable[Any]) -> list[Any]:
        """Write the rows in batches and count them."""
        made = model._default_manager.bulk_create(list(rows), batch_size=BATCH)
        self.made[model._meta.label] += len(made)
        return made

    def tell(self, items: Iterable[Any], steps: list[tuple[str, str, str]], when: datetime, by: Any) -> None:
        """The history of items that were made in their state."""
        items = list(items)
        if not items:
            return
        records = items[0].history.model
        self.sow(
            records,
            (
                records(item=item, transition=name, source=source, target=target, by=by, at=when)
                for item in items
                for name, source, target in steps
            ),
        )

    def _sentence(self, length: int) -> str:
        return " ".join(self.lots.choices(WORDS, k=length)).capitalize() + "."
