"""Texts that have to be short somewhere: what is left out is never left out in silence."""

import hashlib


def shortened(text: str, most: int) -> str:
    """The text if it fits, else its beginning up to the end of a word, and an ellipsis that says so."""
    if len(text) <= most:
        return text
    return text[: most - 1].rsplit(" ", 1)[0] + "…"


def fitting_key(key: str, most: int) -> str:
    """A key that somebody else chose if it fits, else its digest: two long keys never become the same."""
    return key if len(key) <= most else hashlib.sha256(key.encode()).hexdigest()
