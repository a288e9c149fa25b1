"""What of a text changed, word by word."""

import re
from difflib import SequenceMatcher
from typing import NamedTuple

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
NEAR = 24  # words and blanks that are shown around a change
MOST = 20_000  # signs of both texts together, beyond which they are only shown beside each other


class Piece(NamedTuple):
    """A part of a text: `kind` is same, gone, new, or skipped for what is left out between two changes."""

    kind: str
    text: str


def differences(before: str, after: str) -> list[Piece]:
    """The changes between two texts, each with the words around it.

    Compared with difflib.SequenceMatcher of the standard library; what is too long for it is one piece gone
    and one piece new.
    """
    if not before or not after or len(before) + len(after) > MOST:
        whole = [Piece("gone", before), Piece("new", after)]
        return [piece for piece in whole if piece.text]
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    pieces: list[Piece] = []
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for number, (kind, a, b, c, d) in enumerate(steps):
        if kind == "equal":
            pieces += _around(old[a:b], first=number == 0, last=number == len(steps) - 1)
            continue
        if a < b:
            pieces.append(Piece("gone", "".join(old[a:b])))
        if c < d:
            pieces.append(Piece("new", "".join(new[c:d])))
    return pieces


def _around(words: list[str], *, first: bool, last: bool) -> list[Piece]:
    """What did not change: all of it where it is short, else the words next to the changes."""
    head, tail = ([] if first else words[:NEAR]), ([] if last else words[-NEAR:])
    if len(words) <= 2 * NEAR:
        return [Piece("same", "".join(words))]
    pieces = [Piece("same", "".join(head)), Piece("skipped", ""), Piece("same", "".join(tail))]
    return [piece for piece in pieces if piece.text or piece.kind == "skipped"]
