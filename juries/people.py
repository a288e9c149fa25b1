"""Whom to write to about a panel."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from challenges.models import Challenge, Competition
from core.asking import Affected
from core.models import User
from juries.models import Assignment, Award, Juror, Panel
from network.people import coordinators_of
from submissions.models import Entry


def who_decide_on(juror: Juror) -> list[User]:
    """Who may decide on a conflict of this juror: the office and the chairs, never the juror in question."""
    panel = juror.panel
    chairs = [seat.user for seat in panel.active_jurors().filter(is_chair=True).select_related("user")]
    people = {*chairs, *coordinators_of(panel.competition.office)}
    return [user for user in people if user and user.pk != juror.user_id]


def challenges_of(user: User) -> QuerySet:
    """The keys of the challenges of the panels on which the person sits."""
    seats = Juror.objects.filter(user=user, left_at=None)
    return Panel.objects.filter(jurors__in=seats, challenges__isnull=False).order_by().values("challenges")


def awarded_challenges() -> QuerySet:
    """The keys of the challenges of which an award was announced to everybody."""
    return Award.objects.public().order_by().values("entry__challenge")


def affected_by(item: Any) -> list[Affected]:
    """Who relies on the item, as far as this app knows: those who judge it."""
    if isinstance(item, Competition):
        seats = Juror.objects.filter(panel__competition=item)
    elif isinstance(item, Challenge):
        seats = Juror.objects.filter(panel__challenges=item)
    elif isinstance(item, Panel):
        seats = Juror.objects.filter(panel=item)
    elif isinstance(item, Entry):
        seats = Juror.objects.filter(assignments__in=Assignment.objects.held().filter(entry=item))
    else:
        return []
    people = User.objects.filter(is_active=True, juror_seats__in=seats.filter(left_at=None)).distinct()
    return [Affected(_("Jurors"), people)]
