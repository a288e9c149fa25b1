"""The index kept: who has words to find is named in SEARCHED of config/switchboard.py."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple
from uuid import uuid4

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils.module_loading import import_string

from core import outbox
from core.editing import lock_all
from core.models import OutboxItem, SearchEntry, SearchWord
from core.search.words import Word, plain_forms, words_of

BATCH = 500
MANY = 50  # items whose words another thing holds: so many are left to the worker
SHORTEST = 4  # signs of a word that is worth a suggestion


class Texts(NamedTuple):
    """What of an item is found: its title, and all else that people read of it."""

    pk: int
    title: str
    others: list[str]


class Feeder(NamedTuple):
    """Another model that holds words of an item: in which fields, and of which items a row does (as rows)."""

    fields: tuple[str, ...]
    rows: Callable[[Any], QuerySet]


class Source(NamedTuple):
    """Where the words of one kind of item come from.

    `texts(rows)` gives the texts of these items; `fields` are those of the item on which its words depend.
    The item and its feeders are `core.search.followed.Followed`.
    """

    model: type[Model]
    texts: Callable[[Any], Iterable[Texts]]
    fields: tuple[str, ...]
    feeders: dict[type[Model], Feeder]
    suggests: bool = True  # whether its words are offered for misspelt ones


def plain(model: type[Model], *titles: str, texts: tuple[str, ...] = ()) -> Source:
    """A source of items whose words stand in their own fields alone; they are not suggested."""

    def read(rows: Iterable[Any]) -> Iterable[Texts]:
        for one in rows:
            title = " ".join(getattr(one, name) for name in titles)
            yield Texts(one.pk, title, [getattr(one, name) for name in texts])

    return Source(model, read, (*titles, *texts), {}, suggests=False)


@cache
def sources() -> dict[str, Source]:
    """All sources, by the kind of their items."""
    found = [import_string(path)() for path in settings.SEARCHED]
    return {source.model._meta.label_lower: source for source in found}


@cache
def fields_of(model: type[Model]) -> dict[str, str]:
    """The fields of a followed model on which words of the index depend, and where a row has their values."""
    found: set[str] = set()
    for source in sources().values():
        found.update(source.fields if issubclass(model, source.model) else ())
        found.update(source.feeders[model].fields if model in source.feeders else ())
    own: Any = model._meta
    return {name: own.get_field(name).attname for name in sorted(found)}


def words_in(item: Model) -> dict[str, Any]:
    """What stands in these fields of a row as it is in memory, as far as it was read."""
    return {name: item.__dict__.get(attname) for name, attname in fields_of(type(item)).items()}


@transaction.atomic(savepoint=False)
def write(rows: QuerySet) -> int:
    """Write these items of one kind into the index as they are now; the number of items.

    Whoever changes texts by QuerySet.update() calls it in the same transaction.
    """
    kind, written = rows.model._meta.label_lower, 0
    source = sources()[kind]
    for keys in _batches(rows.order_by("pk").values_list("pk", flat=True)):
        # Whoever writes the same item now ends first: its words are read after that.
        held = SearchEntry.objects.filter(kind=kind, item_id__in=keys).order_by("pk")
        list(lock_all(held).values_list("pk", flat=True))
        written += _put(kind, source, source.model._default_manager.filter(pk__in=keys))
    return written


def rebuild() -> dict[str, int]:
    """The whole index anew, while it is in use; the number of items of each kind."""
    SearchWord.objects.all().delete()
    SearchEntry.objects.exclude(kind__in=sources()).delete()
    written = {}
    for kind, source in sources().items():
        items = source.model._default_manager.order_by("pk")
        SearchEntry.objects.filter(kind=kind).exclude(item_id__in=items.values("pk")).delete()
        written[kind] = sum(
            write(items.filter(pk__in=keys)) for keys in _batches(items.values_list("pk", flat=True))
        )
    return written


def _put(kind: str, source: Source, items: Any) -> int:
    texts = list(source.texts(items))
    SearchEntry.objects.bulk_create(
        [_entry(kind, one) for one in texts],
        update_conflicts=True,
        unique_fields=["kind", "item_id"],
        update_fields=["title", "text"],
    )
    if source.suggests:
        _learn(texts)
    return len(texts)


def _entry(kind: str, one: Texts) -> SearchEntry:
    title, text = plain_forms(one.title), plain_forms("\n".join(one.others))
    return SearchEntry(kind=kind, item_id=one.pk, title=title, text=text)


def _learn(texts: Iterable[Texts]) -> None:
    """Keep words as they are written, for suggestions."""
    found: dict[str, str] = {}
    for one in texts:
        for text in (one.title, *one.others):
            for word in words_of(text):
                if _is_worth_it(word):
                    found.setdefault(word.forms[0], text[word.start : word.end].lower())
    known = set(SearchWord.objects.filter(form__in=found).values_list("form", flat=True)) if found else set()
    SearchWord.objects.bulk_create(
        [SearchWord(form=form, word=word) for form, word in found.items() if form not in known],
        ignore_conflicts=True,
    )


def _is_worth_it(word: Word) -> bool:
    length = word.end - word.start
    return SHORTEST <= length <= 40 and not word.forms[0].isdecimal() if word.forms else False


def follow(item: Model) -> None:
    """Write the entries that hold words of the item that was saved; many of them by the worker, soon."""
    for kind, source in sources().items():
        if isinstance(item, source.model):
            if source.feeders:
                write(source.model._default_manager.filter(pk=item.pk))
            elif item.pk:
                _put(kind, source, [item])
        if type(item) not in source.feeders:
            continue
        rows = source.feeders[type(item)].rows(item)
        if rows.order_by()[:MANY].count() < MANY:
            write(rows)
        else:
            where = f"{item._meta.label_lower}:{item.pk}"
            outbox.add("search", dedupe=f"search:{kind}:{where}:{uuid4()}", of=kind, where=where)


def forget(kind: str, pk: int) -> None:
    """Take an item that is deleted out of the index."""
    SearchEntry.objects.filter(kind=kind, item_id=pk).delete()


def write_fed(row: OutboxItem) -> None:
    """The same for many items, by the worker."""
    label, _colon, pk = row.payload["where"].partition(":")
    fed = apps.get_model(label)._default_manager.filter(pk=pk).first()
    if fed is not None:
        write(sources()[row.payload["of"]].feeders[type(fed)].rows(fed))


def _batches(keys: QuerySet) -> Iterator[list[int]]:
    found = list(keys)
    for start in range(0, len(found), BATCH):
        yield found[start : start + BATCH]
