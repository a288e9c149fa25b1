"""Draws from a seed, texts, and rows in bulk."""

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Any
from uuid import UUID, uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import Model
from django.utils import timezone

from bench.seeding.rows import columns_of, numbers, ready, write
from core.codes import ALPHABET, new_code
from core.models import AuditEvent

PDF = b"%PDF-1.4\n%%EOF\n"
SHARED = "files/bench/plan.pdf"  # one tiny file for all rows
WORDS = [
    "market", "street", "shade", "water", "vendors", "bicycles", "children", "elderly", "neighbours",
    "pilot", "council", "budget", "rain", "heat", "square", "bus", "stop", "school", "garden", "roof",
    "data", "map", "app", "counter", "training", "repair", "compost", "energy", "lamp", "night",
    "women", "safety", "noise", "air", "river", "flood", "bridge", "tree", "bench", "library", "clinic",
    "waste", "sorting", "kitchen", "tram", "ticket",
]  # fmt: skip
LANGUAGES = ["en", "es", "de", "pt-br", "hi"]


def lay_file() -> None:
    """Put the one file that all rows name where files are kept, unless it is there."""
    if not default_storage.exists(SHARED):
        default_storage.save(SHARED, ContentFile(PDF))


class Ground:
    """What rows are sown on: the same seed gives the same rows."""

    def __init__(self, seed: int = 1) -> None:
        self.lots = random.Random(seed)  # noqa: S311 made-up rows, no secrets
        self.now: datetime = timezone.now()
        self.made: Counter[str] = Counter()
        lay_file()
        # Defaults that differ from row to row.
        self._draws = {new_code: self.code, uuid4: self.unique}
        self._texts = [self._sentence(length) for length in (12, 30, 60, 90) for _ in range(50)]
        self._pairs = [(first, f"{first} {self._sentence(12)}") for first in self._texts[50:100]]

    def code(self) -> str:
        """A public code."""
        return "".join(self.lots.choices(ALPHABET, k=10))

    def short(self) -> str:
        """A sentence of a dozen words."""
        return self._texts[self.lots.randrange(50)]

    def text(self) -> str:
        """Thirty to ninety words."""
        return self._texts[self.lots.randrange(50, 200)]

    def rewritten(self) -> tuple[str, str]:
        """A text before and after somebody wrote in it; a few dozen pairs come back again and again."""
        return self._pairs[self.lots.randrange(50)]

    def days_ago(self, most: int, least: int = 0) -> datetime:
        """A moment within these days."""
        return self.now - timedelta(days=least, seconds=self.lots.randrange((most - least) * 86400))

    def sow(self, model: type[Model], items: Iterable[Any]) -> list[Any]:
        """Write items that were made with the model's own words, and count them; they know their numbers."""
        made = list(items)
        if not made:
            return made
        columns = columns_of(model)
        for number, item in zip(numbers(model, len(made)), made, strict=True):
            item.pk = number
        values = attrgetter(*(field.attname for field in columns))
        write(model, columns, ready(columns, map(values, made)))
        self.made[model._meta.label] += len(made)
        return made

    def pour(self, model: type[Model], names: Sequence[str], rows: Iterable[tuple], **same: Any) -> range:
        """Write rows that nobody needs as objects, and count them; gives their numbers.

        A row has a value for each of the names, `same` has what is so in all of them; of the rest the model
        knows its own defaults.
        """
        rows = list(rows)
        if not rows:
            return range(0)
        fields = {field.attname: field for field in model._meta.concrete_fields if not field.primary_key}
        named = [fields.pop(name) for name in names]
        drawn = {
            field: self._draws[field.default] for field in fields.values() if field.default in self._draws
        }
        rest = {name: field for name, field in fields.items() if field not in drawn}
        fixed = [same.pop(name, self._default(field)) for name, field in rest.items()]
        if same:
            raise ValueError(f"{model._meta.label} has no {', '.join(same)}")
        tail = next(ready(list(rest.values()), [fixed]))
        given = ready([*named, *drawn], ((*row, *[draw() for draw in drawn.values()]) for row in rows))
        made = numbers(model, len(rows))
        lines = ((number, *values, *tail) for number, values in zip(made, given, strict=True))
        write(model, [model._meta.pk, *named, *drawn, *rest.values()], lines)
        self.made[model._meta.label] += len(rows)
        return made

    def tell(self, items: Iterable[Any], steps: list[tuple[str, str, str]], when: datetime, by: Any) -> None:
        """The history of items that were made in their state."""
        items = list(items)
        if items:
            self.tell_of(items[0].history.model, (one.pk for one in items), steps, when, by)

    def tell_of(
        self,
        records: type[Model],
        numbers: Iterable[int],
        steps: list[tuple[str, str, str]],
        when: datetime,
        by: Any,
    ) -> None:
        """The history of items by their numbers."""
        lines = ((number, *step) for number in numbers for step in steps)
        names = ("item_id", "transition", "source", "target")
        self.pour(records, names, lines, by_id=by and by.pk, at=when)

    def unique(self) -> UUID:
        """A public number of a file."""
        return UUID(int=self.lots.getrandbits(128), version=4)

    def audit(
        self,
        lines: Iterable[tuple[int, int]],
        of: type[Model],
        verb: str,
        at: datetime | None = None,
        **details: Any,
    ) -> None:
        """Lines of audit about items of a model, each by its number with that of who did it."""
        same = {"item_kind": of._meta.label_lower, "verb": verb, "details": details, "at": at or self.now}
        self.pour(AuditEvent, ("item_id", "by_id"), lines, **same)

    def _default(self, field: Any) -> Any:
        return self.now if field.default is timezone.now else field.get_default()

    def _sentence(self, length: int) -> str:
        return " ".join(self.lots.choices(WORDS, k=length)).capitalize() + "."
