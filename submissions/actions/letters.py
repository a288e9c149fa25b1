"""Mails about an entry: to its team and to the office."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from core.mail import notify
from core.models import User
from network.people import coordinators_of
from submissions.models import Entry
from submissions.people import team_of


def tell_team(entry: Entry, template: str, *, event: str, page: str = "", **values: Any) -> None:
    """One mail to each person of the team, linked to the entry or to another page of it."""
    url = reverse(page or "submissions:entry_detail", args=[entry.code])
    _send(entry, template, to=team_of(entry), event=event, url=url, **values)


def tell_office(entry: Entry, template: str, *, event: str, **values: Any) -> None:
    """One mail to each coordinator of the office, linked to the screening page."""
    tell_people(
        entry, template, to=coordinators_of(entry.challenge.competition.office), event=event, **values
    )


def tell_people(entry: Entry, template: str, *, to: Iterable[User], event: str, **values: Any) -> None:
    """One mail to each of these people of the office, linked to the screening page."""
    url = reverse("submissions:screening_detail", args=[entry.code])
    _send(entry, template, to=to, event=event, url=url, **values)


def _send(entry: Entry, template: str, *, to: Iterable[User], event: str, url: str, **values: Any) -> None:
    notify(
        f"submissions/mail/{template}",
        to=to,
        dedupe=event,
        url=url,
        title=entry.title,
        code=entry.code,
        challenge=entry.challenge.title,
        team=entry.organisation.name,
        zone=entry.challenge.zone(),
        **values,
    )
