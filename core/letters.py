"""Names in the order of their letters: Ålborg stands with A, Łódź with L, District 2 before District 10.

PostgreSQL sorts by a collation of its own ICU library, made in a migration. SQLite has none: every
connection is given a function of the same name. The two agree on the letters of Europe; in other scripts and
between marks of punctuation they may differ.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import F, Index, Model
from django.db.models.functions import Collate

COLLATION = "letters"
# What Unicode takes for letters of their own, and people look for under the letter they are made from.
_MADE_FROM = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "æ": "ae", "œ": "oe", "ŧ": "t"})
# Letters of their own that follow another: a sign behind every letter stands for what comes after it.
_FOLLOWS = str.maketrans({"й": "и\ufffe", "ı": "i\ufffe"})
_NUMBER = re.compile(r"(\d+)")
_KINDS = "ZPSNL"
_KEPT_MARKS = (0, 7, 9)  # the vowels, dots and silencers of Indian scripts are no accents


def by_letters(path: str) -> Collate:
    """What order_by() and Meta.ordering take for a field that holds a name or a title."""
    return Collate(F(path), COLLATION)


def letters_key(text: str) -> tuple[Any, ...]:
    """The key by which Python sorts names: letters first, then accents, then capitals."""
    return _key(str(text))


def bare(text: str) -> str:
    """The text without accents, its letters as those they are made from; capitals are the caller's."""
    folded = unicodedata.normalize("NFKD", text)
    if not folded.isascii():
        folded = "".join(char for char in folded if unicodedata.combining(char) in _KEPT_MARKS)
    return folded.translate(_MADE_FROM)


@lru_cache(maxsize=20_000)
def _key(text: str) -> tuple[Any, ...]:
    plain = unicodedata.normalize("NFC", text.casefold()).translate(_FOLLOWS)
    folded = unicodedata.normalize("NFKD", plain)
    parts = _NUMBER.split(bare(folded))
    letters = tuple(sign for n, part in enumerate(parts) for sign in _signs(part, is_number=n % 2 == 1))
    return letters, folded, text.swapcase(), text


def _signs(part: str, *, is_number: bool) -> Iterable[tuple[int, Any]]:
    if is_number:
        return [(_KINDS.index("N"), int(part))]
    return map(_sign, part)


@lru_cache(maxsize=5_000)
def _sign(char: str) -> tuple[int, str]:
    return _KINDS.find(unicodedata.category(char)[0].replace("N", "L")) % len(_KINDS), char


def compare(one: str, other: str) -> int:
    """-1, 0 or 1, as SQLite asks of a collation."""
    first, second = _key(one), _key(other)
    return (first > second) - (first < second)


def teach(connection: BaseDatabaseWrapper, **_kwargs: Any) -> None:
    """Give a new connection to SQLite the collation; PostgreSQL keeps it in the database."""
    if connection.vendor == "sqlite":
        connection.connection.create_collation(COLLATION, compare)


class LettersIndex(Index):
    """An index for pages in the order of names, on PostgreSQL only.

    A file of SQLite with such an index could not be saved by the sqlite3 program, which lacks the collation.
    """

    def create_sql(self, model: type[Model], schema_editor: Any, using: str = "", **kwargs: Any) -> Any:
        """The statement that makes it; an empty one on SQLite."""
        if schema_editor.connection.vendor == "sqlite":
            return ""
        return super().create_sql(model, schema_editor, using, **kwargs)

    def remove_sql(self, model: type[Model], schema_editor: Any, **kwargs: Any) -> Any:
        """The statement that removes it; an empty one on SQLite."""
        if schema_editor.connection.vendor == "sqlite":
            return ""
        return super().remove_sql(model, schema_editor, **kwargs)
