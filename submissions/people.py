"""Whom to write to about an entry."""

from typing import Any

from django.db.models import QuerySet

from challenges.models import Challenge, Competition
from core.models import User
from submissions.models import Contributor, Entry


def team_of(entry: Entry) -> list[User]:
    """Everybody in the team of the entry."""
    return [seat.user for seat in entry.contributors.select_related("user")]


def writers_of(entry: Entry) -> list[User]:
    """Those of the team who can do something about a draft: the lead and the contributors."""
    seats = entry.contributors.exclude(role=Contributor.Role.VIEWER).select_related("user")
    return [seat.user for seat in seats]


def affected_by(item: Any) -> QuerySet[User]:
    """Who relies on the item, as far as this app knows: teams with a draft or entry that still stands."""
    if isinstance(item, Competition):
        entries = Entry.objects.filter(challenge__competition=item)
    elif isinstance(item, Challenge):
        entries = Entry.objects.filter(challenge=item)
    elif isinstance(item, Entry):
        entries = Entry.objects.filter(pk=item.pk)
    else:
        return User.objects.none()
    going_on = entries.exclude(state=Entry.State.WITHDRAWN)
    return User.objects.filter(is_active=True, entry_seats__entry__in=going_on).distinct()
