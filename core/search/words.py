"""Texts as words that are the same however they are typed: without capitals, accents and blanks that lack.

“Schulhöfe”, “SCHULHÖFE”, “schulhofe” and “Schulhoefe” meet in one form. A word of a script that has no
blanks (Chinese, Japanese, Thai, Lao, Khmer, Burmese) is cut into pairs of signs. Forms are plain ASCII, sign
by sign, so that every database takes them for one word and finds their beginnings.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from core.letters import bare

LONGEST = 60  # signs of a form that are kept
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
_BLANKLESS = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+"
)
_PLAIN = re.compile("[a-z0-9]+")


def _marks() -> str:
    """The marks of Indian and other scripts, which \\w leaves out, as ranges of a class of signs."""
    runs: list[list[int]] = []
    for sign in (*range(0x300, 0x1F000), *range(0xE0100, 0xE01F0)):
        if unicodedata.category(chr(sign))[0] == "M":
            if runs and runs[-1][1] == sign - 1:
                runs[-1][1] = sign
            else:
                runs.append([sign, sign])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in runs)


_WORD = re.compile(rf"[\w{_marks()}]+")


class Word(NamedTuple):
    """A word of a text: where it stands, and the forms under which it is found, the usual one first."""

    start: int
    end: int
    forms: tuple[str, ...]


def words_of(text: str) -> Iterator[Word]:
    """The words of a text in order."""
    for start, end in _spans(text):
        piece = text[start:end]
        if not piece.isascii() and _BLANKLESS.fullmatch(piece):
            for place in range(len(piece)):
                pair = piece[place : place + 2]
                yield Word(start + place, start + place + len(pair), (_ascii(pair),))
        else:
            yield Word(start, end, forms_of(piece))


@lru_cache(maxsize=50_000)
def forms_of(word: str) -> tuple[str, ...]:
    """The forms of one word: without accents; and, where letters have another spelling, with that."""
    lower = unicodedata.normalize("NFC", word).casefold()
    forms = [_ascii(bare(lower))]
    if (spelt := lower.translate(_UMLAUTS)) != lower:
        forms.append(_ascii(bare(spelt)))
    return tuple(dict.fromkeys(form for form in forms if form))


def plain_forms(text: str) -> str:
    """All forms of all words of a text, with blanks between them, for the index."""
    return " ".join(form for word in words_of(text) for form in word.forms)


def asked_for(query: str) -> list[tuple[str, ...]]:
    """What a query asks for: for each of its words the forms of which one has to begin a word of the text."""
    asked: list[tuple[str, ...]] = []
    for start, end in _spans(query):
        piece = query[start:end]
        if not piece.isascii() and _BLANKLESS.fullmatch(piece):
            pairs = [piece[place : place + 2] for place in range(max(len(piece) - 1, 1))]
            asked += [(_ascii(pair),) for pair in pairs]
        else:
            asked.append(forms_of(piece))
    return list(dict.fromkeys(forms for forms in asked if forms))[:12]


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Where runs of letters, marks and digits begin and end; one of a script without blanks for itself."""
    for found in _WORD.finditer(text.replace("_", " ")):
        if found[0].isascii():
            yield found.span()
        else:
            yield from _cut(text, *found.span())


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for found in _BLANKLESS.finditer(text, start, end):
        first, last = found.span()
        if first > start:
            yield start, first
        yield first, last
        start = last
    if start < end:
        yield start, end


def _ascii(folded: str) -> str:
    """The form as databases keep it: a sign that is no Latin letter or digit by its number, each alike."""
    if _PLAIN.fullmatch(folded):
        return folded[:LONGEST]
    signs = (c if c.isascii() and c.isalnum() else f"q{ord(c):05x}q" for c in folded)
    return "".join(signs)[:LONGEST]
