"""A challenge's opening and deadline as an iCalendar file (RFC 5545)."""

from collections.abc import Sequence
from datetime import UTC, datetime

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from challenges.models import Challenge
from core.models import Change


def calendar_of(challenge: Challenge, url: str, changes: Sequence[Change] = ()) -> bytes:
    """The file: two events, their times in UTC, so that every calendar shows its reader's own time.

    Each of the published changes makes it a later edition; what was called off is taken out of calendars.
    """
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//CityRelay//Challenges//EN")
    calendar.add("method", "PUBLISH")
    for name, at, words in (
        ("opening", challenge.opening(), _("Opens: %s")),
        ("deadline", challenge.deadline(), _("Deadline: %s")),
    ):
        event = _moment(challenge, name, at, words % challenge.title, url)
        event.add("sequence", len(changes))
        event.add("status", "CANCELLED" if challenge.is_called_off() else "CONFIRMED")
        if changes:
            event.add("last-modified", changes[0].at.astimezone(UTC))
        calendar.add_component(event)
    return calendar.to_ical(sorted=False)


def _moment(challenge: Challenge, name: str, at: datetime, title: str, url: str) -> Event:
    event = Event()
    event.add("uid", f"{name}-{challenge.code}@cityrelay")
    event.add("dtstamp", (challenge.published_at or challenge.created_at).astimezone(UTC))
    event.add("dtstart", at.astimezone(UTC))
    event.add("dtend", at.astimezone(UTC))
    event.add("summary", title)
    event.add("description", challenge.summary)
    event.add("url", url)
    return event
