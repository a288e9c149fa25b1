"""One item of a feed: every field of it goes to a field of ours, into the text, or into the report."""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from challenges.feed.dates import Unreadable, in_order, read_moment
from challenges.feed.judging import Weighted, percentages, read_criteria
from challenges.feed.texts import complete_address, escape, plain, to_markdown
from core.texts import shortened

TITLE, SUMMARY, PRIZE, AGENCY, NUMBER = 200, 500, 300, 200, 40
PARTS = [
    ("description", ""),
    ("prizes", "Prizes"),
    ("judging", "Judging"),
    ("how-to-enter", "How to enter"),
]
FACTS = [
    ("external-url", "Website"),
    ("permalink", "First published at"),
    ("type-of-challenge", "Type"),
    ("total-prize-offered-cash", "Prize money"),
    ("fiscal-year", "Fiscal year"),
    ("legal-authority", "Legal authority"),
    ("partner-agencies-federal", "Federal partners"),
    ("partners-non-federal", "Other partners"),
    ("challenge_status", "Status at the source"),
    ("challenge-manager", "Challenge manager"),
    ("challenge-manager-email", "E-mail of the challenge manager"),
    ("point-of-contact", "Point of contact"),
    ("card-image", "Picture"),
    ("agency-logo", "Logo of the agency"),
]
_OWN = {"challenge-id", "challenge-title", "tagline", "agency", "submission-start", "submission-end", "rules"}
KNOWN = _OWN | {name for name, _label in [*PARTS, *FACTS]}


@dataclass(frozen=True)
class Problem:
    """What could not be read as it stands, and what was done about it."""

    item: str
    field: str
    value: str
    reason: str


@dataclass
class Item:
    """A challenge as read from the feed, in Markdown and plain values."""

    external_id: str
    sha256: str
    title: str
    summary: str
    agency: str
    problem: str
    data_constraints: str
    prize_note: str
    source_url: str
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    criteria: list[Weighted] = field(default_factory=list)


class _Reader:
    """Reads the fields of one row and notes what is wrong with them."""

    def __init__(self, row: dict[str, Any], number: int) -> None:
        self.row = row
        self.problems: list[Problem] = []
        self.sha256 = hashlib.sha256(json.dumps(row, sort_keys=True).encode()).hexdigest()
        self.item = f"#{number}"
        self.item = self._number(number)

    def _number(self, place: int) -> str:
        """The item's own number, else one made of all that it says."""
        own, given = f"sha-{self.sha256[:16]}", self.text("challenge-id")
        if 0 < len(given) <= NUMBER:
            return given
        fault = f"The number has more than {NUMBER} characters" if given else "The item has no number"
        self.note("challenge-id", given, f"{fault}; imported as {own}.")
        return own

    def note(self, name: str, value: Any, reason: str) -> None:
        self.problems.append(Problem(self.item, name, shortened(str(value), 300), reason))

    def raw(self, name: str) -> str:
        """The field as text; lists are joined."""
        value = self.row.get(name)
        if value is None:
            return ""
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            return "; ".join(one.strip() for one in value if one.strip())
        if isinstance(value, str):
            return value.replace("\x00", "")
        if isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
        self.note(name, value, "Neither a text nor a list of texts; kept as it is written.")
        return json.dumps(value, ensure_ascii=False)

    def text(self, name: str) -> str:
        """The field as one line of plain text."""
        return plain(self.raw(name))

    def markdown(self, name: str) -> str:
        text, lost = to_markdown(self.raw(name))
        for value, reason in lost:
            self.note(name, value, reason)
        return text

    def moment(self, name: str, *, end: bool) -> datetime | None:
        """The moment, or None with a note."""
        given = self.text(name)
        if not given:
            return None
        try:
            moment, remark = read_moment(given, end=end)
        except Unreadable as error:
            self.note(name, given, f"{error} The date is left empty.")
            return None
        if remark:
            self.note(name, given, remark)
        return moment


def read_item(row: dict[str, Any], number: int) -> tuple[Item, list[Problem]]:
    """What is sound in the row of the feed, and what is not."""
    reader = _Reader(row, number)
    judging = reader.markdown("judging")
    criteria, remark = read_criteria(judging)
    if remark:
        reader.note("judging", percentages(judging), remark)
    more: list[str] = []
    item = Item(
        external_id=reader.item,
        sha256=reader.sha256,
        title=_shortened(reader, "challenge-title", TITLE, more) or f"Untitled challenge {reader.item}",
        summary=_shortened(reader, "tagline", SUMMARY, more),
        agency=_shortened(reader, "agency", AGENCY, more) or "Agency not named",
        problem="",
        data_constraints=reader.markdown("rules"),
        prize_note=_shortened(reader, "total-prize-offered-cash", PRIZE, more),
        source_url=_source(reader),
        criteria=criteria,
    )
    for name, value in (("challenge-title", item.title), ("agency", item.agency)):
        if not reader.text(name):
            reader.note(name, "", f"It is missing; imported as “{value}”.")
    item.opens_at, item.closes_at = _dates(reader)
    item.problem = _problem(reader, judging, more)
    return item, reader.problems


def _shortened(reader: _Reader, name: str, most: int, more: list[str]) -> str:
    text = reader.text(name)
    if len(text) <= most:
        return text
    reader.note(name, text, f"Longer than {most} characters; shortened, and in full at the end of the text.")
    more.append(f"- {name}: {escape(text)}")
    return shortened(text, most)


def _source(reader: _Reader) -> str:
    """The page that the item comes from, else the agency's own."""
    for name in ("permalink", "external-url"):
        given = reader.text(name)
        address = complete_address(given) if given else ""
        if address.startswith("http") and len(address) <= 500:
            return address
        if given:
            reader.note(name, given, "Not a web address; kept in the text.")
    return ""


def _dates(reader: _Reader) -> tuple[datetime | None, datetime | None]:
    opens_at = reader.moment("submission-start", end=False)
    closes_at = reader.moment("submission-end", end=True)
    if in_order(opens_at, closes_at):
        return opens_at, closes_at
    given = reader.text("submission-end")
    reader.note("submission-end", given, "The deadline is not after the opening; the deadline is left empty.")
    return opens_at, None


def _problem(reader: _Reader, judging: str, more: list[str]) -> str:
    """Description, prizes, judging and how to enter under headings, then a list of all other facts."""
    parts = []
    for name, heading in PARTS:
        text = judging if name == "judging" else reader.markdown(name)
        if text:
            parts.append(f"## {heading}\n\n{text}" if heading else text)
    facts = [f"- {label}: {_fact(reader, name)}" for name, label in FACTS if reader.text(name)]
    for name in ("submission-start", "submission-end"):
        if reader.text(name):
            facts.append(f"- {name}: {escape(reader.text(name))}")
    for name in sorted(set(reader.row) - KNOWN):
        if value := reader.text(name):
            facts.append(f"- {escape(name)}: {escape(value)}")
    if facts or more:
        parts.append("\n".join(["## From the source", "", *facts, *more]))
    return "\n\n".join(parts)


def _fact(reader: _Reader, name: str) -> str:
    text = reader.text(name)
    address = complete_address(text) if text.startswith(("http", "/", "{{")) else ""
    return f"<{address}>" if address and not set(address) & set("<> ") else escape(text)
