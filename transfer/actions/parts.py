"""The parts of a draft release: manuals, source, answers on readiness."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core import audit, files
from core.models import User
from transfer.actions.rules import change, must_edit_release
from transfer.bag import UnsafeName, unpack_source
from transfer.models import Manual, Release, SourceArchive


@transaction.atomic
def add_manual(release: Release, *, by: User, **values: Any) -> Manual:
    """A new manual of the draft."""
    fresh = must_edit_release(release, by)
    manual = Manual(release=fresh, **values)
    manual.full_clean()
    manual.save()
    audit.record(fresh, "add manual", by=by, audience=manual.audience, language=manual.language)
    return manual


@transaction.atomic
def edit_manual(manual: Manual, *, by: User, version: int, **values: Any) -> Manual:
    """The manual with new texts."""
    must_edit_release(manual.release, by)
    return change(manual, version=version, values=values)


@transaction.atomic
def remove_manual(manual: Manual, *, by: User) -> None:
    """Take a manual out of the draft; earlier releases keep theirs."""
    release = must_edit_release(manual.release, by)
    audit.record(release, "remove manual", by=by, audience=manual.audience, language=manual.language)
    manual.delete()


def set_source(
    release: Release,
    *,
    by: User,
    upload: Any = None,
    repository_url: str = "",
    tag: str = "",
    keep_file: bool = True,
) -> SourceArchive:
    """Where the code of the draft is: a new ZIP, or the one that is there, and an address.

    Raises ValidationError when the ZIP is not one that can travel.
    """
    with transaction.atomic():
        must_edit_release(release, by)
    stored = store_source(upload, by=by) if upload else None  # on disk before, never inside, a transaction
    with transaction.atomic():
        fresh = must_edit_release(release, by)
        source, _created = SourceArchive.objects.get_or_create(release=fresh)
        if stored or not keep_file:
            source.file = stored
        source.repository_url, source.tag = repository_url, tag
        source.full_clean()
        source.save()
        audit.record(fresh, "set source", by=by, file=bool(source.file_id))
    return source


def store_source(upload: Any, *, by: User) -> Any:
    """The uploaded ZIP as a stored file, once every name in it can be unpacked safely."""
    stored = files.store_upload(upload, by=by, kinds=("zip",))
    upload.seek(0)
    try:
        if not unpack_source(upload.read()):
            raise ValidationError(_("The ZIP file is empty."))
    except UnsafeName as error:
        raise ValidationError(
            _("A name in the ZIP cannot be used on every system. %(reason)s") % {"reason": error}
        ) from error
    return stored


@transaction.atomic
def assess_readiness(release: Release, *, by: User, answers: dict[str, tuple[str, str]]) -> Release:
    """The draft with answers: criterion → how far it is met, and where one can see it."""
    fresh = must_edit_release(release, by)
    items = list(fresh.readiness.filter(key__in=answers))
    for item in items:
        item.met, item.evidence = answers[item.key]
        item.full_clean()
    fresh.readiness.bulk_update(items, ["met", "evidence"])
    audit.record(fresh, "assess readiness", by=by)
    return fresh
