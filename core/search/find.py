"""Finding: every word of the query begins a word of the item, in any order, among what the reader may see."""

from typing import Any, NamedTuple, TypeVar

from django.db import connection
from django.db.models import (
    BooleanField,
    Case,
    F,
    FloatField,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.expressions import RawSQL
from django.db.models.functions import Length
from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from core.models import SearchEntry, SearchWord
from core.search.words import asked_for

FTS = "id IN (SELECT rowid FROM core_searchentry_words WHERE core_searchentry_words MATCH %s)"
MOST_WORDS = 6  # of a query that are looked at for a suggestion
Rows = TypeVar("Rows", bound=QuerySet)
Asked = list[tuple[str, ...]]


class Suggestion(NamedTuple):
    """Other words that this reader would find something with, and how many items."""

    query: str
    items: int


def matching(rows: Rows, query: str, *, beside: tuple[str, ...] = ()) -> Rows:
    """Those of the rows that hold all words of the query; all rows for a query without a word.

    `rows` are what the reader may see: the search adds nothing to them. `beside` are paths to other items,
    in whose titles words may stand as well, such as the name of a team.
    """
    asked = asked_for(query)
    if not asked:
        return rows if not query.strip() else rows.none()
    own = _entries(rows.model)
    if not beside:
        return rows.filter(pk__in=own.filter(_holds(asked)).values("item_id"))
    others = [(path, _entries(_model_at(rows.model, path))) for path in beside]
    for forms in asked:
        found = Q(pk__in=own.filter(_holds([forms])).values("item_id"))
        for path, entries in others:
            titles = entries.filter(_holds([forms], title=True)).values("item_id")
            found |= Q(**{f"{path}__in": titles})
        rows = rows.filter(found)
    return rows


def best_first(rows: QuerySet, query: str) -> QuerySet:
    """Rows of matching() with `relevance`, and in its order: words in the title first.

    PostgreSQL then counts how often the words come; SQLite knows the titles alone.
    """
    asked = asked_for(query)
    if not asked:
        return rows
    entry = _entries(rows.model).filter(item_id=OuterRef("pk")).annotate(rank=_rank(asked)).values("rank")
    return rows.annotate(relevance=Subquery(entry)).order_by(F("relevance").desc(nulls_last=True), "-pk")


def suggestion(rows: QuerySet, query: str) -> Suggestion | None:
    """A query with other words in place of those that find nothing; None where there is none that finds."""
    better, changed = [], False
    for word in query.split()[:MOST_WORDS]:
        if matching(rows, word).exists():
            better.append(word)
            continue
        near = next((one for one in _near(word) if matching(rows, one).exists()), None)
        if near is None:
            return None
        better.append(near)
        changed = True
    text = " ".join(better)
    count = matching(rows, text).count() if changed else 0
    return Suggestion(text, count) if count else None


def _near(word: str) -> list[str]:
    """Words of the index that a slip of the finger makes this one, the nearest first."""
    asked = asked_for(word)
    if len(asked) != 1 or len(form := asked[0][0]) < 4:
        return []
    most = 1 if len(form) < 6 else 2
    rows = SearchWord.objects.filter(form__startswith=form[0]).annotate(length=Length("form"))
    rows = rows.filter(length__gte=len(form) - most, length__lte=len(form) + most)
    words = dict(rows.values_list("form", "word"))
    found = extract(form, words.keys(), scorer=OSA.distance, score_cutoff=most, limit=5)
    return [words[near] for near, _distance, _place in found]


def _entries(model: type[Model]) -> QuerySet[SearchEntry]:
    return SearchEntry.objects.filter(kind=model._meta.label_lower)


def _model_at(model: type[Model], path: str) -> type[Model]:
    for name in path.split("__"):
        model = model._meta.get_field(name).related_model  # type: ignore[assignment]
    return model


def _holds(asked: Asked, *, title: bool = False) -> Any:
    if connection.vendor == "postgresql":
        holds = "words @@ to_tsquery('simple', %s)"
        return RawSQL(holds, [_for_postgresql(asked, "A" if title else "")], BooleanField())  # noqa: S611
    words = f"title : ({_for_sqlite(asked)})" if title else _for_sqlite(asked)
    return RawSQL(FTS, [words], BooleanField())  # noqa: S611


def _rank(asked: Asked) -> Any:
    if connection.vendor == "postgresql":
        rank = "ts_rank(words, to_tsquery('simple', %s))"
        return RawSQL(rank, [_for_postgresql(asked)], FloatField())  # noqa: S611
    in_title = _holds(asked, title=True)
    return Case(When(in_title, then=Value(1.0)), default=Value(0.0), output_field=FloatField())


def _for_postgresql(asked: Asked, weight: str = "") -> str:
    """The forms are letters and digits alone, so nothing of them can be an operator."""
    return " & ".join(f"({' | '.join(f'{form}:*{weight}' for form in forms)})" for forms in asked)


def _for_sqlite(asked: Asked) -> str:
    # A name in capitals would be an operator; forms are in small letters and quoted.
    return " AND ".join("(" + " OR ".join(f'"{form}" *' for form in forms) + ")" for forms in asked)
