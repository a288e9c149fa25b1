"""Releases: begun as a copy of the one before, withdrawn, looked at once a year."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from core import audit
from core.asking import who_is_affected
from core.editing import change, lock
from core.mail import notify
from core.models import User
from core.workflow import Refused, perform
from core.zones import today_in
from transfer.actions.rules import must_edit, must_edit_release
from transfer.models import Manual, Package, ReadinessItem, Release, SourceArchive
from transfer.permissions import is_publisher
from transfer.readiness import CRITERIA


@transaction.atomic
def start_release(package: Package, *, by: User, number: str) -> Release:
    """A draft with the manuals, source and answers of the newest release; one draft at a time."""
    must_edit(package, by)
    lock(package)  # two people who begin at once: the second sees the first one's draft
    if package.open_release() is not None:
        raise Refused(_("A version is being written already. Finish it, or change its number."))
    before = package.releases.order_by("-id").first()
    release = Release(package=package, number=number)
    release.full_clean(exclude=["state"])
    release.save()
    ReadinessItem.objects.bulk_create(ReadinessItem(release=release, key=key) for key, _title in CRITERIA)
    if before is not None:
        _copy_parts(before, release)
    audit.record(release, "create", by=by)
    return release


def _copy_parts(before: Release, release: Release) -> None:
    names = ["audience", "audience_title", "language", "title", "text"]
    Manual.objects.bulk_create(
        Manual(release=release, **row) for row in before.manuals.order_by("id").values(*names)
    )
    for key, met, evidence in before.readiness.values_list("key", "met", "evidence"):
        release.readiness.filter(key=key).update(met=met, evidence=evidence)
    source = SourceArchive.objects.filter(release=before).first()
    if source is not None:
        SourceArchive.objects.create(
            release=release, file_id=source.file_id, repository_url=source.repository_url, tag=""
        )


@transaction.atomic
def edit_release(release: Release, *, by: User, version: int, **values: Any) -> Release:
    """The draft with a new number or new notes."""
    must_edit_release(release, by)
    return change(release, by=by, version=version, values=values)


@transaction.atomic
def withdraw_release(release: Release, *, by: User, reason: str) -> Release:
    """Advise against a release; the file stays, and the cities that use it are told why."""
    lock(release.package)  # so that an office does not take it off the site in between
    fresh = lock(release)
    fresh.withdrawal_reason = reason.strip()
    fresh.save()
    perform(fresh.withdraw, by=by, note=reason)
    notify(
        "transfer/mail/release_withdrawn",
        to=who_is_affected(fresh),
        dedupe=f"release-withdrawn:{fresh.code}",
        url=fresh.get_absolute_url(),
        reason=fresh.withdrawal_reason,
        **names_of(fresh),
    )
    return fresh


@transaction.atomic
def recheck_release(release: Release, *, by: User) -> Release:
    """Note that somebody looked today whether the release still works."""
    if not is_publisher(release, by):
        raise PermissionDenied
    fresh = lock(release)
    if not fresh.is_on_the_shelf():
        raise Refused(_("Only a published version is checked again."))
    fresh.rechecked_on = today_in(by.time_zone)
    fresh.save()
    audit.record(fresh, "recheck", by=by)
    return fresh


def names_of(release: Release) -> dict[str, str]:
    """What mails call the release by."""
    return {"title": release.package.title, "number": release.number}
