"""Numbers as people all over the world type them; what can be read in two ways is never guessed."""

import re
import unicodedata
from decimal import Decimal

from core.texts import plain_digits

LONGEST = 30
# Groups of three digits, or of two before the last three, as in 12,34,567.
GROUPED = r"\d{1,3}(?:G\d{3})+|\d{1,2}(?:G\d{2})+G\d{3}"
BLANKS = re.compile(r"(?<=\d)[\s\u00a0\u2009\u202f'’](?=\d{2,3}(?:\D|$))")


def readings(text: str) -> list[Decimal]:
    """What the text can mean: nothing for what is no number, two numbers for “48,000” or “48.000”."""
    plain = _plain(text)
    match = re.fullmatch(r"([-+]?)(\d[\d.,]*)", plain)
    if len(plain) > LONGEST or match is None:
        return []
    sign = "-" if match[1] == "-" else ""
    return [Decimal(sign + digits) for digits in _readings(match[2])]


def typed(number: Decimal) -> str:
    """The number in digits that can be read in one way only."""
    digits = plain_digits(number)
    return f"{digits}0" if re.search(r"\.\d{3}$", digits) else digits


def _plain(text: str) -> str:
    """The text in the digits 0 to 9, with one sign for minus, and no blanks between groups of digits."""
    signs = {"−": "-", "٬": ",", "٫": "."}
    digits = (unicodedata.decimal(sign, None) for sign in text.strip())
    swapped = (
        signs.get(sign, sign) if digit is None else str(digit)
        for sign, digit in zip(text.strip(), digits, strict=True)
    )
    return _without_blanks("".join(swapped))


def _without_blanks(text: str) -> str:
    parts = re.split(r"([.,]\d+)$", text, maxsplit=1)
    if not BLANKS.search(parts[0]):
        return text
    joined = BLANKS.sub(" ", parts[0])
    if not re.fullmatch("[-+]?(?:" + GROUPED.replace("G", " ") + ")", joined):
        return text
    # The comma after such groups can only begin the decimals.
    tail = parts[1].replace(",", ".") + "0" if len(parts) > 1 else ""
    return joined.replace(" ", "") + tail


def _readings(text: str) -> list[str]:
    marks = re.findall("[.,]", text)
    if not marks:
        return [text]
    if len(set(marks)) == 1 and len(marks) == 1:
        whole, part = text.split(marks[0])
        if not part:
            return []
        clear = len(part) != 3 or len(whole) > 3 or whole.startswith("0")
        return [f"{whole}.{part}"] if clear else [whole + part, f"{whole}.{part}"]
    if len(set(marks)) == 1:
        return [text.replace(marks[0], "")] if _is_grouped(text, marks[0]) else []
    whole, part = text[: text.rindex(marks[-1])], text[text.rindex(marks[-1]) + 1 :]
    if marks.count(marks[-1]) > 1 or not part or not _is_grouped(whole, marks[0]):
        return []
    return [f"{whole.replace(marks[0], '')}.{part}"]


def _is_grouped(text: str, mark: str) -> bool:
    return bool(re.fullmatch(GROUPED.replace("G", re.escape(mark)), text))
