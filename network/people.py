"""Whom to write to: those who act for an office, a city or a team. Apps above know their own people."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.asking import Affected
from core.models import User
from network.models import Event, acting_in
from network.roles import Kind, Role


def coordinators_of(office: Any) -> QuerySet[User]:
    """The coordinators of a network office."""
    return _members(memberships__organisation=office, memberships__role=Role.COORDINATOR)


def all_coordinators() -> QuerySet[User]:
    """The coordinators of every network office."""
    return _members(
        memberships__organisation__kind=Kind.OFFICE, memberships__role=Role.COORDINATOR
    ).distinct()


def who_answer_for(organisation: Any) -> QuerySet[User]:
    """The coordinators of the office that answers for the organisation; of every office while it has none."""
    if organisation.kind == Kind.OFFICE:
        return coordinators_of(organisation)
    if organisation.admitted_by_id is None:
        return all_coordinators()
    return coordinators_of(organisation.admitted_by_id)


def editors_of(organisation: Any) -> QuerySet[User]:
    """The editors of an organisation: those whose work it is."""
    return _members(memberships__organisation=organisation, memberships__role=Role.EDITOR)


def acting_for(organisation: Any) -> QuerySet[User]:
    """All who may act in an organisation's name: its editors, and in an office its coordinators."""
    return User.objects.filter(acting_in(organisation), is_active=True)


def editors_of_cities() -> QuerySet[User]:
    """The editors of every city of the network."""
    return _members(memberships__organisation__kind=Kind.CITY, memberships__role=Role.EDITOR).distinct()


def guests_of(event: Event) -> QuerySet[User]:
    """Those who have a place at an event."""
    return _members(registrations__event=event, registrations__cancelled_at=None)


def affected_by(item: Any) -> list[Affected]:
    """Who relies on the item, as far as this app knows: the guests of an event."""
    return [Affected(_("Guests"), guests_of(item))] if isinstance(item, Event) else []


def _members(**ties: Any) -> QuerySet[User]:
    return User.objects.filter(is_active=True, **ties)
