"""Whom to write to about a competition or a challenge."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from challenges.models import Challenge, Competition
from core.asking import Affected
from core.models import User
from network.people import editors_of
from network.roles import Role


def editors_in(competition: Competition) -> QuerySet[User]:
    """The editors of the cities that have a challenge in the competition."""
    return User.objects.filter(
        is_active=True,
        memberships__organisation__challenges__competition=competition,
        memberships__role=Role.EDITOR,
    ).distinct()


def affected_by(item: Any) -> list[Affected]:
    """Who relies on the item, as far as this app knows: the cities in a competition, a challenge's city."""
    if isinstance(item, Competition):
        return [Affected(_("Editors of cities"), editors_in(item))]
    if isinstance(item, Challenge):
        return [
            Affected(_("Editors of cities"), editors_of_all(item)),
            Affected(_("People who asked a question"), askers_of(item)),
        ]
    return []


def editors_of_all(challenge: Challenge) -> QuerySet[User]:
    """The editors of its city, and of the cities that share it."""
    sharing = challenge.partnerships.confirmed().values("organisation")
    return editors_of(challenge.organisation) | User.objects.filter(
        is_active=True, memberships__role=Role.EDITOR, memberships__organisation__in=sharing
    )


def askers_of(challenge: Challenge) -> QuerySet[User]:
    """Whoever has asked the city something about the challenge."""
    return User.objects.filter(
        is_active=True, pk__in=challenge.questions.exclude(asked_by=None).values("asked_by")
    )
