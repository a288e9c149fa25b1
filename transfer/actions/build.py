"""The worker builds an approved release's file, and only then is it published."""

import hashlib

from django.core.files.base import ContentFile
from django.db import transaction

from core.editing import lock, lock_all
from core.mail import notify
from core.texts import shortened
from core.workflow import perform
from core.zones import day_in
from transfer.documents import release_bag
from transfer.models import Release
from transfer.people import contact_of


def build_release(code: str, approved_at: str) -> Release | None:
    """Build the file of an approved release and publish it; None when the approval no longer stands.

    A failure is written down for the people who wait, and raised so that the outbox tries again.
    """
    release = Release.objects.select_related("package__publisher", "approved_by").filter(code=code).first()
    if release is None or not _stands(release, approved_at):
        return None
    try:
        bag = release_bag(release, on=day_in(release.approved_at, "UTC"))
    except Exception as error:
        message = shortened(f"{type(error).__name__}: {error}", 300)
        Release.objects.filter(pk=release.pk, state=release.State.IN_REVIEW).update(build_error=message)
        raise
    name = f"bags/{release.code}/{hashlib.sha256(bag).hexdigest()[:16]}.zip"
    stored = release.bag.storage.save(name, ContentFile(bag))
    return _publish(release, approved_at, stored, bag)


def _stands(release: Release, approved_at: str) -> bool:
    approval = release.approved_at
    return release.is_being_built() and approval is not None and approval.isoformat() == approved_at


@transaction.atomic
def _publish(release: Release, approved_at: str, stored: str, bag: bytes) -> Release | None:
    fresh = lock(release)
    if not _stands(fresh, approved_at):
        return None
    fresh.bag = stored
    fresh.bag_size = len(bag)
    fresh.bag_sha256 = hashlib.sha256(bag).hexdigest()
    fresh.bag_sha512 = hashlib.sha512(bag).hexdigest()
    fresh.build_error = ""
    fresh.save()
    for older in lock_all(Release.objects.filter(package=fresh.package, state="published")):
        perform(older.supersede, by=fresh.approved_by, note=fresh.number)
    perform(fresh.publish, by=fresh.approved_by)
    notify(
        "transfer/mail/release_published",
        to=contact_of(fresh.package),
        dedupe=f"release-published:{fresh.code}",
        url=fresh.package.get_absolute_url(),
        title=fresh.package.title,
        number=fresh.number,
    )
    return fresh
