"""How well a juror suits an entry."""


def match(expertise: float, language: float, preference: float = 0.5) -> float:
    """0 to 1: 0.6 expertise + 0.2 ease with the language + 0.2 stated preference, each from 0 to 1.

    Nobody reaches 1 by a preference alone, since wishes can be played with (Jecmen et al. 2020). Whoever
    stated no preference has the middle one.
    """
    return 0.6 * expertise + 0.2 * language + 0.2 * preference
