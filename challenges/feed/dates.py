"""Dates as agencies type them: “03/18/2019 12:00 AM”, “2020/03/19 12 p.m.”, “06/11/2021”."""

import re
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

ZONE = "America/New_York"  # the feed names no zone; where a text does, it says ET
_DAY = r"(?:(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<y>\d{4})|(?P<y2>\d{4})/(?P<m2>\d{1,2})/(?P<d2>\d{1,2}))"
_TIME = r"(?P<h>\d{1,2})(?::(?P<min>\d{2}))?(?::(?P<s>\d{2}))?\s*(?P<half>[ap])\.?m\.?"
_PATTERN = re.compile(rf"{_DAY}(?:\s+{_TIME})?(?:\s+(?:ET|EST|EDT))?", re.IGNORECASE)


class Unreadable(ValueError):
    """Why a text is no moment."""


def read_moment(text: str, *, end: bool) -> tuple[datetime, str]:
    """The moment in UTC, and a remark where something had to be assumed (else "").

    A day without a time is its first minute for an opening, 23:59 for a deadline. Raises Unreadable.
    """
    match = _PATTERN.fullmatch(text.strip())
    if match is None:
        raise Unreadable("Not a date in any known form, such as 03/18/2019 5:00 PM.")
    part = match.groupdict()
    remark = ""
    if part["h"] is None:
        clock = time(23, 59) if end else time(0, 0)
        remark = f"No time of day is given; taken as {clock:%H:%M}."
    else:
        clock, remark = _clock(part)
    try:
        wall = datetime(
            int(part["y"] or part["y2"]),
            int(part["m"] or part["m2"]),
            int(part["d"] or part["d2"]),
            clock.hour,
            clock.minute,
            clock.second,
        )
    except ValueError as error:
        raise Unreadable("This day does not exist.") from error
    return _instant(wall), remark


def _clock(part: dict[str, str | None]) -> tuple[time, str]:
    hour, minute, second = int(part["h"] or 0), int(part["min"] or 0), int(part["s"] or 0)
    afternoon = (part["half"] or "").lower() == "p"
    remark = ""
    if (hour > 12 and afternoon) or (hour == 0 and not afternoon):
        remark = "The hour is written in both ways, of 24 and of 12 hours; taken as that of 24."
    elif hour == 0 or hour > 12:
        raise Unreadable("The hour contradicts AM or PM.")
    else:
        hour = hour % 12 + (12 if afternoon else 0)
    try:
        return time(hour, minute, second), remark
    except ValueError as error:
        raise Unreadable("This time of day does not exist.") from error


def _instant(wall: datetime) -> datetime:
    moment = wall.replace(tzinfo=ZoneInfo(ZONE)).astimezone(UTC)
    if not datetime(1900, 1, 2, tzinfo=UTC) < moment < datetime(2200, 1, 1, tzinfo=UTC):
        raise Unreadable("This year cannot be meant.")
    if moment.astimezone(ZoneInfo(ZONE)).replace(tzinfo=None) != wall:
        raise Unreadable("The clocks went forward that night: this hour does not exist.")
    return moment


def in_order(opens_at: datetime | None, closes_at: datetime | None) -> bool:
    """Whether the deadline lies after the opening, as far as both are known."""
    return opens_at is None or closes_at is None or closes_at - opens_at > timedelta(0)
