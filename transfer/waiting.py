"""What waits for a person here: releases to review or check again, adoptions to move on, answers due."""

from datetime import timedelta

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _

from core.models import Anyone, User
from core.waiting import Waiting
from core.zones import end_of, has_come, today_in
from network.permissions import organisation_ids
from network.roles import Role
from transfer.models import Adoption, FollowUp, Package, Release

LIMIT = 20
SOON = timedelta(days=30)


def waiting_for(user: Anyone) -> list[Waiting]:
    """The things to do, in no order."""
    acting = organisation_ids(user, Role.EDITOR, Role.COORDINATOR)
    found = _reviews(user)
    if acting and isinstance(user, User):
        found += _packages(acting, user.time_zone)
        adoptions = list(Adoption.objects.under_way().filter(organisation__in=acting).with_places()[:LIMIT])
        found += _adoptions(adoptions) + (_follow_ups(acting) if adoptions else [])
    return found


def _reviews(user: Anyone) -> list[Waiting]:
    releases = (
        Release.objects.for_review_by(user).filter(approved_at=None).select_related("package__publisher")
    )
    return [
        Waiting(
            role=_("Coordinator"),
            what=_("Review the package “%(title)s” %(number)s")
            % {"title": release.package.title, "number": release.number},
            why=_("%(publisher)s wants to publish it.") % {"publisher": release.package.publisher.name},
            url=release.get_absolute_url(),
        )
        for release in releases[:LIMIT]
    ]


def _packages(acting: set[int], place: str) -> list[Waiting]:
    shown = Release.objects.filter(state__in=[Release.State.DRAFT, Release.State.PUBLISHED])
    packages = Package.objects.filter(publisher__in=acting, releases__in=shown).distinct()
    found = []
    for package in packages.prefetch_related(Prefetch("releases", shown, to_attr="live"))[:LIMIT]:
        for release in package.live:
            found += _draft(package, release) + _recheck(package, release, place)
    return found


def _draft(package: Package, release: Release) -> list[Waiting]:
    if not release.is_editable():
        return []
    return [
        Waiting(
            role=_("City editor"),
            what=_("Finish the package “%(title)s” %(number)s")
            % {"title": package.title, "number": release.number},
            why=_("It is a draft; its list shows what is missing."),
            url=reverse("transfer:package_edit", args=[package.code]),
        )
    ]


def _recheck(package: Package, release: Release, place: str) -> list[Waiting]:
    due_on = release.recheck_due_on()
    if due_on is None or due_on > today_in(place) + SOON:
        return []
    return [
        Waiting(
            role=_("City editor"),
            what=_("Check whether “%(title)s” still works") % {"title": package.title},
            why=_("A published package is looked at once a year."),
            url=release.get_absolute_url(),
            due_at=end_of(due_on, place),
            zone=place,
        )
    ]


def _adoptions(adoptions: list[Adoption]) -> list[Waiting]:
    return [
        Waiting(
            role=_("City editor"),
            what=_("Go on with “%(title)s”") % {"title": adoption.package.title},
            why=_("Your city is at: %(state)s.") % {"state": adoption.get_state_display()},
            url=adoption.get_absolute_url(),
        )
        for adoption in adoptions
        if not adoption.is_in_operation()
    ]


def _follow_ups(acting: set[int]) -> list[Waiting]:
    due = FollowUp.objects.filter(
        has_come("due_on", "adoption__time_zone"), adoption__organisation__in=acting, answered_at=None
    ).exclude(adoption__state__in=Adoption.OVER)
    return [
        Waiting(
            role=_("City editor"),
            what=_("Tell how “%(title)s” goes") % {"title": follow_up.adoption.package.title},
            why=_("%(months)s months have passed since you took it up.") % {"months": follow_up.months},
            url=reverse("transfer:follow_up_answer", args=[follow_up.adoption.code, follow_up.months]),
            due_at=end_of(follow_up.due_on, follow_up.adoption.time_zone),
            zone=follow_up.adoption.time_zone,
        )
        for follow_up in due.select_related("adoption__package")[:LIMIT]
    ]
