"""Emoji and other signs that the fonts of documents lack, named in brackets: [bicycle], not an empty box."""

import re
import unicodedata
from collections.abc import Container

_LETTER_A, _FLAG_A = ord("A"), 0x1F1E6
_TO_LETTERS = {_FLAG_A + n: _LETTER_A + n for n in range(26)}
# What changes how the sign before it looks: colour or not, skin, region.
_LOOKS = "[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]*"
_SIGN = "[\u00a9\u00ae\u2030-\u205e\u20a0-\u20cf\u2100-\u2bff\u3200-\u33ff\U0001f000-\U0001fbff]"
_FLAG = f"(?P<flag>[{chr(_FLAG_A)}-{chr(_FLAG_A + 25)}]{{2}})"
_KEY = "(?P<key>[0-9#*])\ufe0f?\u20e3"
_SIGNS = re.compile(f"{_FLAG}|{_KEY}|(?P<signs>{_SIGN}{_LOOKS}(?:\u200d{_SIGN}{_LOOKS})*)")
_LOOK = re.compile(_LOOKS)


def spelled_out(text: str, shown: Container[int]) -> str:
    """The text with the Unicode name of every sign that is not among `shown`, the fonts' code points."""

    def instead(match: re.Match[str]) -> str:
        if flag := match["flag"]:
            return f"[flag {flag.translate(_TO_LETTERS)}]"
        if key := match["key"]:
            return key
        signs = [_LOOK.sub("", part) or part[0] for part in match["signs"].split("\u200d")]
        if all(ord(sign) in shown for sign in signs):
            return "".join(signs)
        return f"[{', '.join(_name(sign) for sign in signs)}]"

    return _SIGNS.sub(instead, text)


def _name(sign: str) -> str:
    return unicodedata.name(sign, "picture").lower()
