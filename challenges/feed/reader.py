"""A feed's bytes to its items; a broken file is refused whole, with the line of the fault."""

import json
from typing import Any

from challenges.feed.items import Item, Problem, read_item
from core.texts import shortened


class BrokenFeed(ValueError):
    """Why a file is no feed, with the line of the fault."""


def read_feed(content: bytes) -> tuple[list[Item], list[Problem], int]:
    """The items, the problems, and the number of items in the feed, readable or not. Raises BrokenFeed."""
    rows = _rows(content)
    items: dict[str, Item] = {}
    problems: list[Problem] = []
    for number, row in enumerate(rows, 1):
        if not isinstance(row, dict):
            problems.append(
                Problem(
                    f"#{number}", "", shortened(str(row), 200), "Not an item with named fields; left out."
                )
            )
            continue
        item, found = read_item(row, number)
        problems += found
        item.external_id = _unique(item, items, problems)
        if item.external_id:
            items[item.external_id] = item
    return list(items.values()), problems, len(rows)


def _unique(item: Item, items: dict[str, Item], problems: list[Problem]) -> str:
    """The item's number, one of its own if another item has it, "" if it is that other item once more."""
    other = items.get(item.external_id)
    if other is None:
        return item.external_id
    count = 1
    own = item.external_id
    while other is not None:
        if other.sha256 == item.sha256:
            reason = "The same item stands in the feed twice; imported once."
            problems.append(Problem(item.external_id, "challenge-id", item.title, reason))
            return ""
        count += 1
        own = f"{item.external_id}#{count}"
        other = items.get(own)
    reason = f"Another item of the feed has this number; imported as {own}."
    problems.append(Problem(item.external_id, "challenge-id", item.title, reason))
    return own


def _rows(content: bytes) -> list[Any]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise BrokenFeed(f"Line {line}: the file is not text in UTF-8.") from error
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        where = f"Line {error.lineno}, column {error.colno}"
        raise BrokenFeed(f"{where}: the file is not valid JSON ({error.msg}).") from error
    except (RecursionError, ValueError) as error:
        raise BrokenFeed(
            "Line 1: the file is nested too deeply or holds numbers that are too long."
        ) from error
    if not isinstance(data, dict) or not isinstance(data.get("_challenge"), list):
        raise BrokenFeed("Line 1: this is not a Challenge.gov feed, it has no list named “_challenge”.")
    return data["_challenge"]
