"""A challenge's opening and deadline as an iCalendar file (RFC 5545)."""

from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext as _


def calendar_of(challenge: Any, url: str) -> str:
    """The file's text: two events, their times in UTC, so that every calendar shows its reader's own time."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//CityRelay//Challenges//EN", "METHOD:PUBLISH"]
    for name, at, words in (
        ("opening", challenge.opening(), _("Opens: %s")),
        ("deadline", challenge.deadline(), _("Deadline: %s")),
    ):
        lines += [
            "BEGIN:VEVENT",
            f"UID:{name}-{challenge.code}@cityrelay",
            f"DTSTAMP:{_stamp(challenge.published_at or challenge.created_at)}",
            f"DTSTART:{_stamp(at)}",
            f"DTEND:{_stamp(at)}",
            f"SUMMARY:{_escape(words % challenge.title)}",
            f"DESCRIPTION:{_escape(challenge.summary)}",
            f"URL:{url}",
            "END:VEVENT",
        ]
    return "".join(f"{_fold(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _escape(text: str) -> str:
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return text.replace("\r", "").replace("\n", "\\n")


def _fold(line: str) -> str:
    """Lines of at most 75 bytes, never cut inside a character."""
    parts, current = [], ""
    for letter in line:
        if len((current + letter).encode()) > 73:
            parts.append(current)
            current = ""
        current += letter
    return "\r\n ".join([*parts, current])
