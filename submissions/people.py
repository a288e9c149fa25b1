"""Whom to write to about an entry."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from challenges.models import Challenge, Competition
from core.asking import Affected
from core.models import User
from submissions.models import Contributor, Entry


def team_of(entry: Entry) -> list[User]:
    """Everybody in the team of the entry."""
    return [seat.user for seat in entry.contributors.select_related("user")]


def writers_of(entry: Entry) -> list[User]:
    """Those of the team who can do something about a draft: the lead and the contributors."""
    seats = entry.contributors.exclude(role=Contributor.Role.VIEWER).select_related("user")
    return [seat.user for seat in seats]


def challenges_of(user: User) -> QuerySet:
    """The keys of the challenges for which the person's teams have an entry."""
    return Entry.objects.of_person(user).order_by().values("challenge")


def affected_by(item: Any) -> list[Affected]:
    """Who relies on the item, as far as this app knows: teams with a draft or entry that still stands."""
    if isinstance(item, Competition):
        entries = Entry.objects.filter(challenge__competition=item)
    elif isinstance(item, Challenge):
        entries = Entry.objects.filter(challenge=item)
    elif isinstance(item, Entry):
        entries = Entry.objects.filter(pk=item.pk)
    else:
        return []
    is_draft = Q(state=Entry.State.DRAFT)
    handed_in = entries.not_withdrawn().exclude(is_draft)
    return [
        Affected(_("People in teams with an entry"), _people_in(handed_in)),
        Affected(_("People in teams with a draft"), _people_in(entries.filter(is_draft))),
    ]


def _people_in(entries: QuerySet) -> QuerySet[User]:
    return User.objects.filter(is_active=True, entry_seats__entry__in=entries).distinct()
