"""Whom to write to: the people who act for a city, for an office, for all of a competition."""

from typing import Any

from django.db.models import QuerySet

from core.models import User
from network.roles import Kind, Role


def coordinators_of(office: Any) -> QuerySet[User]:
    """The coordinators of a network office."""
    return User.objects.filter(
        is_active=True, memberships__organisation=office, memberships__role=Role.COORDINATOR
    )


def editors_of(organisation: Any) -> QuerySet[User]:
    """Those who act in the name of a city or agency."""
    return User.objects.filter(
        is_active=True, memberships__organisation=organisation, memberships__role=Role.EDITOR
    )


def editors_of_cities() -> QuerySet[User]:
    """Those who act for any city of the network."""
    return User.objects.filter(
        is_active=True, memberships__organisation__kind=Kind.CITY, memberships__role=Role.EDITOR
    ).distinct()


def editors_in(competition: Any) -> QuerySet[User]:
    """Those who act for the cities that have a challenge in the competition."""
    return User.objects.filter(
        is_active=True,
        memberships__organisation__challenges__competition=competition,
        memberships__role=Role.EDITOR,
    ).distinct()
