"""Files of an entry: add, describe, replace, remove. Old ones stay on file for their versions."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from challenges.models.form import FILES
from core import audit
from core.editing import change, lock
from core.files import store_upload
from core.models import StoredFile, User
from core.texts import shortened
from submissions import editing
from submissions.models import Attachment, Entry

MOST_FILES = 10
KINDS = ("pdf", "png", "jpeg")


def add_attachment(
    entry: Entry, *, by: User, upload: Any, title: str = "", alternative_text: str = ""
) -> Attachment:
    """A new file at the end of the list. Raises ValidationError when the file is not acceptable.

    The bytes are checked and stored before the transaction: no file work happens under a lock.
    """
    editing.check(entry, FILES, by=by)
    _check_room(entry)
    stored = store_upload(upload, by=by, kinds=KINDS)
    with transaction.atomic():
        fresh = lock(entry)
        editing.check(fresh, FILES, by=by)
        _check_room(fresh)
        last = max((one.order for one in fresh.attachments.all() if one.removed_at is None), default=0)
        attachment = Attachment.objects.create(
            entry=fresh,
            file=stored,
            title=title or shortened(stored.original_name.rpartition(".")[0], 160),
            alternative_text=alternative_text,
            order=last + 1,
            added_by=by,
        )
        _touch(fresh, "file added", by=by, stored=stored)
    return attachment


@transaction.atomic
def edit_attachment(
    attachment: Attachment, *, by: User, version: int | None = None, **values: Any
) -> Attachment:
    """Change what is said about a file, or its place in the list.

    Raises Clash where somebody else changed the same since `version`, ValidationError when the file was
    removed or replaced meanwhile.
    """
    fresh = lock(attachment.entry)
    editing.check(fresh, FILES, by=by)
    if lock(attachment).removed_at:
        raise ValidationError(_("This file was removed or replaced meanwhile. Describe the one in the list."))
    described = change(attachment, by=by, version=version, values=values)
    _touch(fresh, "file described", by=by, stored=described.file)
    return described


def replace_attachment(attachment: Attachment, *, by: User, upload: Any) -> Attachment:
    """Put another file in the place of this one; title and text alternative stay."""
    editing.check(attachment.entry, FILES, by=by)
    stored = store_upload(upload, by=by, kinds=KINDS)
    with transaction.atomic():
        fresh = lock(attachment.entry)
        editing.check(fresh, FILES, by=by)
        old = lock(attachment)
        if old.removed_at:
            raise ValidationError(_("This file was removed meanwhile. Add the new one instead."))
        old.removed_at = timezone.now()
        old.save()
        new = Attachment.objects.create(
            entry=fresh,
            file=stored,
            title=old.title,
            alternative_text=old.alternative_text,
            order=old.order,
            added_by=by,
        )
        _touch(fresh, "file replaced", by=by, stored=stored)
    return new


@transaction.atomic
def remove_attachment(attachment: Attachment, *, by: User) -> None:
    """Take a file out of the working copy; doing it twice changes nothing."""
    fresh = lock(attachment.entry)
    editing.check(fresh, FILES, by=by)
    attachment = lock(attachment)
    if attachment.removed_at is None:
        attachment.removed_at = timezone.now()
        attachment.save()
        _touch(fresh, "file removed", by=by, stored=attachment.file)


@transaction.atomic
def restore_attachment(attachment: Attachment, *, by: User) -> None:
    """Undo a removal."""
    fresh = lock(attachment.entry)
    editing.check(fresh, FILES, by=by)
    _check_room(fresh)
    attachment = lock(attachment)
    attachment.removed_at = None
    attachment.save()
    _touch(fresh, "file restored", by=by, stored=attachment.file)


def _check_room(entry: Entry) -> None:
    if entry.attachments.filter(removed_at=None).count() >= MOST_FILES:
        raise ValidationError(
            _("An entry has at most %(most)s files. Remove one first.") % {"most": MOST_FILES}
        )


def _touch(entry: Entry, verb: str, *, by: User, stored: StoredFile) -> None:
    entry.stamp([])
    entry.save()
    audit.record(entry, verb, by=by, file=str(stored.public_id))
