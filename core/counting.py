"""Words and letters as every script has them: the one rule of limits, live and at the end."""

import regex

# Word boundaries of Unicode (UAX #29): signs of Chinese and Japanese count one by one, as word processors
# there do; so do letters of Thai, Lao, Khmer and Burmese, for which a limit in letters is the fair one.
BOUNDARY = regex.compile(r"\b", regex.V1 | regex.WORD)
WORD = regex.compile(r"\w")
LETTER = regex.compile(r"\X")


def count_words(text: str) -> int:
    """How many words the text has, marks and signs apart."""
    return sum(1 for piece in BOUNDARY.split(text or "") if WORD.search(piece))


def count_letters(text: str) -> int:
    """How many letters, blanks and signs a reader sees."""
    return sum(1 for _one in LETTER.finditer((text or "").replace("\r\n", "\n")))
