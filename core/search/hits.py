"""Where in a text the words of a query stand, to show the place of the hit."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from core.search.words import asked_for, words_of

AROUND = 90  # signs before and after the first hit
_MARKS = re.compile(r"[#*_>|`\[\]]+|\(https?://\S*\)|\s+")


class Piece(NamedTuple):
    """A part of a text, and whether it is a word that was asked for."""

    text: str
    is_hit: bool


def place_of_hit(texts: Iterable[str], query: str) -> list[Piece]:
    """The words around the first hit in the first of the texts that has one; nothing where none has."""
    asked = asked_for(query)
    for text in texts:
        plain = " ".join(_MARKS.sub(" ", text).split())
        if spots := _spots(plain, asked):
            return _around(plain, spots)
    return []


def _spots(text: str, asked: Sequence[tuple[str, ...]]) -> list[tuple[int, int]]:
    wanted = tuple(form for forms in asked for form in forms)
    if not wanted:
        return []
    return [
        (word.start, word.end)
        for word in words_of(text)
        if any(form.startswith(wanted) for form in word.forms)
    ]


def _around(text: str, spots: list[tuple[int, int]]) -> list[Piece]:
    first = spots[0][0]
    start = 0 if first < AROUND else text.rfind(" ", 0, first - AROUND + 20) + 1
    end = len(text) if len(text) < first + 2 * AROUND else text.find(" ", first + AROUND)
    end = len(text) if end < 0 else end
    pieces = [Piece("… ", False)] if start else []
    for begin, stop in spots:
        if begin < start or stop > end:
            continue
        if begin > start:
            pieces.append(Piece(text[start:begin], False))
        pieces.append(Piece(text[begin:stop], True))
        start = stop
    pieces.append(Piece(text[start:end] + (" …" if end < len(text) else ""), False))
    return [piece for piece in pieces if piece.text]
