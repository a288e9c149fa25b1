"""What the network waits for from a person."""

from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.models import User
from core.waiting import Waiting
from network.models import Event, Organisation
from network.permissions import is_coordinator, organisation_ids
from network.roles import Role


def waiting_for(user: User) -> list[Waiting]:
    """Events of the next two weeks, topics that wait for the user as host, applications to the network."""
    mine = organisation_ids(user, Role.EDITOR, Role.COORDINATOR)
    events = Event.objects.upcoming().with_guest(user).with_open_proposals()
    wanted: Any = events.filter(Q(is_guest=True, withheld_at=None) | Q(host__in=mine, proposals__gt=0))[:20]
    soon = timezone.now() + timedelta(days=14)
    coming = [_coming(event) for event in wanted if event.is_guest and event.starts_at < soon]
    proposals = [_proposals(event) for event in wanted if event.host_id in mine and event.proposals]
    return coming + proposals + _applications(user)


def _applications(user: User) -> list[Waiting]:
    """Organisations that ask an office to be admitted, as one line."""
    number = Organisation.objects.waiting_for(user).count() if is_coordinator(user) else 0
    if not number:
        return []
    words = ngettext("%d organisation asks to be admitted.", "%d organisations ask to be admitted.", number)
    return [
        Waiting(
            role=_("Coordinator"),
            what=_("Decide on applications to the network"),
            url=reverse("network:application_list"),
            why=words % number,
        )
    ]


def _coming(event: Any) -> Waiting:
    return Waiting(
        role=_("Network member"),
        what=_("Take part in “%(title)s”") % {"title": event.title},
        url=event.get_absolute_url(),
        why=event.place or _("Online"),
        due_at=event.starts_at,
        zone=event.time_zone,
    )


def _proposals(event: Any) -> Waiting:
    return Waiting(
        role=_("Host of an event"),
        what=_("Set the agenda of “%(title)s”") % {"title": event.title},
        url=event.get_absolute_url(),
        why=ngettext("%d topic is proposed.", "%d topics are proposed.", event.proposals) % event.proposals,
        due_at=event.starts_at,
        zone=event.time_zone,
    )
