"""A challenge's opening and deadline as an iCalendar file (RFC 5545)."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from challenges.models import Challenge
from core.models import Change

# An event ends after it begins (RFC 5545, 3.8.2.2): the last half hour, so that it ends with the deadline.
LENGTH = timedelta(minutes=30)


def calendar_of(challenge: Challenge, url: str, changes: Sequence[Change] = ()) -> bytes:
    """The file: two events, their times in UTC, so that every calendar shows its reader's own time.

    Each of the published changes makes it a later edition; what was called off is taken out of calendars.
    """
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//CityRelay//Challenges//EN")
    calendar.add("method", "PUBLISH")
    opening, deadline = challenge.opening(), challenge.deadline()
    for name, begins, words in (
        ("opening", opening, _("Opens: %s")),
        ("deadline", deadline - LENGTH, _("Deadline: %s")),
    ):
        event = _moment(challenge, name, begins, words % challenge.title, url)
        event.add("sequence", len(changes))
        event.add("status", "CANCELLED" if challenge.is_called_off() else "CONFIRMED")
        if changes:
            event.add("last-modified", changes[0].at.astimezone(UTC))
        calendar.add_component(event)
    return calendar.to_ical(sorted=False)


def _moment(challenge: Challenge, name: str, begins: datetime, title: str, url: str) -> Event:
    event = Event()
    event.add("uid", f"{name}-{challenge.code}@cityrelay")
    event.add("dtstamp", (challenge.published_at or challenge.created_at).astimezone(UTC))
    event.add("dtstart", begins.astimezone(UTC))
    event.add("dtend", (begins + LENGTH).astimezone(UTC))
    event.add("summary", title)
    event.add("description", challenge.summary)
    event.add("url", url)
    return event
