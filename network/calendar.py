"""An event as an iCalendar file (RFC 5545), without the link to take part, which is for guests alone."""

from collections.abc import Sequence
from datetime import UTC

from icalendar import Calendar
from icalendar import Event as Entry

from core.models import Change
from network.models import Event


def calendar_of(event: Event, url: str, changes: Sequence[Change]) -> bytes:
    """The file: each published change makes it a later edition, and what is called off leaves calendars."""
    calendar, entry = Calendar(), Entry()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//CityRelay//Events//EN")
    calendar.add("method", "CANCEL" if event.is_cancelled() else "PUBLISH")
    entry.add("uid", f"event-{event.code}@cityrelay")
    entry.add("dtstamp", (changes[0].at if changes else event.starts_at).astimezone(UTC))
    entry.add("dtstart", event.starts_at.astimezone(UTC))
    entry.add("dtend", event.ends_at.astimezone(UTC))
    entry.add("summary", event.title)
    entry.add("description", event.summary)
    entry.add("location", event.place)
    entry.add("url", url)
    entry.add("sequence", len(changes))
    entry.add("status", "CANCELLED" if event.is_cancelled() else "CONFIRMED")
    calendar.add_component(entry)
    return calendar.to_ical(sorted=False)
