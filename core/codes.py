"""Public codes of items: drawn at random, so that nothing can be counted or guessed from them."""

import secrets

ALPHABET = "23456789bcdfghjkmnpqrstvwxz"  # no vowels and no look-alikes: no words, no misreadings


def new_code() -> str:
    """Ten characters, 47 bits: short enough to read out, too many to guess."""
    return "".join(secrets.choice(ALPHABET) for _ in range(10))
