"""What the network waits for from a person."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.waiting import Waiting
from network.models import Event
from network.permissions import organisation_ids
from network.roles import Role


def waiting_for(user: Any) -> list[Waiting]:
    """Events of the next two weeks that the user comes to, and topics that wait for the user as host."""
    return _coming(user) + _proposals(user)


def _coming(user: Any) -> list[Waiting]:
    soon = timezone.now() + timedelta(days=14)
    events = Event.objects.upcoming().filter(
        starts_at__lt=soon, registrations__user=user, registrations__cancelled_at=None
    )
    return [
        Waiting(
            role=_("Network member"),
            what=_("Take part in “%(title)s”") % {"title": event.title},
            url=event.get_absolute_url(),
            why=event.place or _("Online"),
            due_at=event.starts_at,
            zone=event.time_zone,
        )
        for event in events[:10]
    ]


def _proposals(user: Any) -> list[Waiting]:
    mine = organisation_ids(user, Role.EDITOR, Role.COORDINATOR)
    events = Event.objects.upcoming().filter(host__in=mine).with_open_proposals().filter(proposals__gt=0)
    return [
        Waiting(
            role=_("Host of an event"),
            what=_("Set the agenda of “%(title)s”") % {"title": event.title},
            url=event.get_absolute_url(),
            why=ngettext("%d topic is proposed.", "%d topics are proposed.", event.proposals)
            % event.proposals,
            due_at=event.starts_at,
            zone=event.time_zone,
        )
        for event in events[:10]
    ]
