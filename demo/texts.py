"""Reads the demo's texts and gives dated history."""

import tomllib
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

FOLDER = Path(__file__).parent


def read(name: str) -> dict[str, Any]:
    """The content of one text file of the demo."""
    return tomllib.loads((FOLDER / "data" / f"{name}.toml").read_text(encoding="utf-8"))


def at(day: date, hour: int = 12, minute: int = 0, zone: str = "UTC") -> datetime:
    """A moment on a day."""
    return datetime.combine(day, time(hour, minute), tzinfo=ZoneInfo(zone))


def days_from_now(days: int, hour: int = 23, minute: int = 59, zone: str = "Europe/Berlin") -> datetime:
    """A moment so many days from today, by the zone's calendar."""
    today = timezone.now().astimezone(ZoneInfo(zone)).date()
    return at(today + timedelta(days=days), hour, minute, zone)


def retell(item: Any, steps: list[tuple[str, str, str, datetime]], *, by: Any) -> None:
    """Write the history of an item that was made in its state: (transition, from, to, when) each."""
    records = item.history.model
    records.objects.bulk_create(
        records(item=item, transition=name, source=source, target=target, by=by, at=when, note="Demo data")
        for name, source, target, when in steps
    )
