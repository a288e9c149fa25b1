"""Texts that have to be short or plain somewhere: what is left out is never left out in silence."""

import hashlib
import re
from decimal import Decimal

ADDRESS = re.compile(r"(?:\w+://|www\.|mailto:)\S+|(?:[\w+-]+[.@])+[a-z]{2,}\b\S*", re.IGNORECASE)


def shortened(text: str, most: int) -> str:
    """The text if it fits, else its beginning up to the end of a word, and an ellipsis that says so."""
    if len(text) <= most:
        return text
    return text[: most - 1].rsplit(" ", 1)[0] + "…"


def fitting_key(key: str, most: int) -> str:
    """A key that somebody else chose if it fits, else its digest: two long keys never become the same."""
    return key if len(key) <= most else hashlib.sha256(key.encode()).hexdigest()


def defused(text: str) -> str:
    """The text with web and mail addresses written so that no mail program makes links of them."""
    return ADDRESS.sub(lambda found: re.sub(r"[:@.](?=\S)", r"[\g<0>]", found.group()), text)


def plain_digits(number: Decimal) -> str:
    """The number in digits alone, without the zeros that its column adds: 40, not 40.0000 and not 4E+1."""
    return f"{number.normalize():f}"
