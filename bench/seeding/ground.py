"""Draws from a seed, texts, and rows in bulk."""

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db.models import Model
from django.utils import timezone

from bench.seeding.rows import columns_of, converter, numbers, write
from core.codes import ALPHABET, new_code

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
        # Defaults that differ from row to row.
        self._draws = {new_code: self.code, uuid4: self._unique}
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

    def sow(self, model: type[Model], items: Iterable[Any]) -> list[Any]:
        """Write items that were made with the model's own words, and count them; they know their numbers."""
        made = list(items)
        columns = columns_of(model)
        names, makers = [field.attname for field in columns], [converter(field) for field in columns]
        for number, item in zip(numbers(model, len(made)) if made else (), made, strict=True):
            item.pk = number
        write(
            model,
            columns,
            (
                [
                    maker(getattr(item, name)) if maker else getattr(item, name)
                    for name, maker in zip(names, makers, strict=True)
                ]
                for item in made
            ),
        )
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
        fixed = {
            field: same.pop(name, self._default(field))
            for name, field in fields.items()
            if field not in drawn
        }
        if same:
            raise ValueError(f"{model._meta.label} has no {', '.join(same)}")
        made = numbers(model, len(rows))
        columns = [model._meta.pk, *named, *drawn, *fixed]
        tail = [
            value if (maker := converter(field)) is None else maker(value) for field, value in fixed.items()
        ]
        makers = [(place, maker) for place, field in enumerate(named) if (maker := converter(field))]
        write(model, columns, _lines(made, rows, makers, list(drawn.values()), tail))
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

    def _unique(self) -> UUID:
        return UUID(int=self.lots.getrandbits(128), version=4)

    def _default(self, field: Any) -> Any:
        return self.now if field.default is timezone.now else field.get_default()

    def _sentence(self, length: int) -> str:
        return " ".join(self.lots.choices(WORDS, k=length)).capitalize() + "."


def _lines(made: range, rows: list[tuple], makers: list, draws: list, tail: list) -> Iterator[tuple]:
    """Each row with its number, in the order of the columns and ready for the database."""
    for number, row in zip(made, rows, strict=True):
        values = list(row)
        for place, maker in makers:
            values[place] = maker(values[place])
        yield (number, *values, *[draw() for draw in draws], *tail)
