"""HTML as tests compare it."""

import re


def squeezed(html: str) -> str:
    """The HTML without the blanks that only make its source readable: none beside or at the end of a tag."""
    return re.sub(r"\s+(?=>)|(?<=>)\s+|\s+(?=<)", "", " ".join(html.split()))
