"""Weighted criteria out of a text on judging, where its percentages or points form a list of 100 in all."""

import re
from dataclasses import dataclass

from core.texts import shortened

MOST = 20
_UNIT = r"(?:%|percent\b|pts?\b\.?|points?\b)"
_N = rf"(?P<weight>\d{{1,3}})\s*{_UNIT}"
_FORMS = [
    re.compile(rf"^[(\[]{_N}[)\]]\s*[:.–—-]?\s*(?P<title>[^%]{{2,}})(?P<rest>)$"),
    re.compile(rf"^{_N}\s*[:–—-]\s*(?P<title>[^%]{{2,}})(?P<rest>)$"),
    re.compile(rf"^(?P<title>[^%]{{2,}}?)\s*[(\[](?:[^()%\d]*\s)?{_N}\s*[)\]]\s*[:.–—-]?\s*(?P<rest>.*)$"),
    re.compile(rf"^(?P<title>[^%]{{2,}}?)\s*[:–—-]\s*{_N}(?P<rest>)$"),
]
_ANY = re.compile(rf"(\d+(?:\.\d+)?)\s*{_UNIT}")


@dataclass
class Weighted:
    """A criterion with its weight of 100."""

    title: str
    weight: int
    description: str = ""


def read_criteria(text: str) -> tuple[list[Weighted], str]:
    """The criteria of a Markdown text, and a remark where its weights could not be used (else "")."""
    blocks = _blocks(text)
    found, doubtful = _collect(blocks)
    total = sum(criterion.weight for criterion in found)
    if 2 <= len(found) <= MOST and total == 100 and not doubtful:
        return found, ""
    if doubtful:
        return [], "A weight of the list cannot be read; the text is kept as it is."
    if len(found) >= 2:
        sum_of = " + ".join(str(criterion.weight) for criterion in found)
        return [], f"The weights do not add up to 100 ({sum_of} = {total}); the text is kept as it is."
    everywhere = [float(number) for number in _ANY.findall(text)]
    if len(everywhere) >= 2 and sum(everywhere) == 100:
        return [], "The weights are not in the form of a list of criteria; the text is kept as it is."
    return [], ""


def percentages(text: str) -> str:
    """The percentages and points of a text, in a row, for the report."""
    return ", ".join(" ".join(found.group().split()) for found in _ANY.finditer(text))


def _blocks(text: str) -> list[str]:
    return [line.rstrip() for line in text.split("\n") if line.strip()]


def _collect(lines: list[str]) -> tuple[list[Weighted], bool]:
    found: list[Weighted] = []
    doubtful = False
    current: Weighted | None = None
    room = False
    for line in lines:
        in_table = line.lstrip().startswith("|")
        criterion, doubt = _read_table_row(line) if in_table else (_read_line(line), False)
        doubtful = doubtful or doubt
        if criterion is not None:
            current, room = _known(found, criterion), not line.startswith(("-", "|", "1"))
        elif current is not None and (line.startswith("  ") or (room and not line.startswith("#"))):
            # What follows a criterion says more about it: indented lines, or one paragraph below a heading.
            current.description = f"{current.description}\n{line.strip()}".strip()
            room = False
        elif not line.startswith("  "):
            current = None
    return found, doubtful


def _known(found: list[Weighted], criterion: Weighted) -> Weighted:
    """The same criterion named again, as in a later stage, counts once."""
    for other in found:
        if _key(other) == _key(criterion):
            if len(criterion.description) > len(other.description):
                other.description = criterion.description
            return other
    found.append(criterion)
    return criterion


def _key(criterion: Weighted) -> tuple[str, int]:
    return re.sub(r"\W+", "", criterion.title).lower(), criterion.weight


def _bare(text: str) -> str:
    """A line without the marks of lists, headings and emphasis."""
    text = re.sub(r"^\s*(?:[-+*]|#+|\d+\.)\s+", "", text)
    return " ".join(re.sub(r"\*|\\(?=[^\w\s])|(?<!\w)_|_(?!\w)", "", text).split())


def _read_line(line: str) -> Weighted | None:
    bare = _bare(line)
    for form in _FORMS:
        if match := form.match(bare):
            return _weighted(match["title"], int(match["weight"]), match["rest"])
    return None


def _read_table_row(line: str) -> tuple[Weighted | None, bool]:
    """The criterion of a table's row, and whether it has a weight that is not a plain one."""
    cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
    if len(cells) < 2 or not _ANY.search(cells[-1]):
        return None, False
    match = re.fullmatch(rf"\**(\d{{1,3}})\s*{_UNIT}\**", cells[-1])
    if match is None:
        return None, len(cells[-1]) < 12
    return _weighted(_bare(cells[0]), int(match[1]), ""), False


def _weighted(title: str, weight: int, rest: str) -> Weighted | None:
    title, description = title.strip(" :–—-"), rest.strip()
    head, _colon, tail = title.partition(":")
    if not _colon:
        head, _colon, tail = re.sub(r"\s[–—-]\s", ":", title, count=1).partition(":")
    if len(tail.split()) > 8 or tail.rstrip().endswith("?"):
        title, description = head.strip(), f"{tail.strip()} {description}".strip()
    if len(title) > 150:
        description = f"{title}. {description}".strip()
        title = shortened(title, 150)
    return Weighted(title, weight, description) if re.search(r"[^\W\d]", title) and weight <= 100 else None
