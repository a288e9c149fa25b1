"""The parts of a draft release: manuals, source, answers on readiness."""

import json
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from core import audit, files, journal
from core.editing import change, merge
from core.models import User
from core.texts import shortened
from core.uploads import check_from_outside
from transfer.actions.rules import must_edit_release
from transfer.bag import UnsafeName, source_names
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
    return change(manual, by=by, version=version, values=values)


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
    version: int | None = None,
    upload: Any = None,
    keep_file: bool = True,
    **values: Any,
) -> SourceArchive:
    """Where the code of the draft is: a new ZIP, or the one that is there, and an address.

    Raises ValidationError when the ZIP is not one that can travel, Clash when somebody else changed the same
    since `version`, 0 for a source that was not there yet.
    """
    with transaction.atomic():
        must_edit_release(release, by)
    stored = store_source(upload, by=by) if upload else None  # on disk before, never inside, a transaction
    with transaction.atomic():
        fresh = must_edit_release(release, by)
        source, _created = SourceArchive.objects.get_or_create(release=fresh)
        if stored or not keep_file:
            values["file"] = stored
        source = change(source, by=by, version=version, values=values)
        audit.record(fresh, "set source", by=by, file=bool(source.file_id))
    return source


def store_source(upload: Any, *, by: User) -> Any:
    """The uploaded ZIP as a stored file, once every name in it can be unpacked safely."""
    check_from_outside(upload, ("zip",))
    names = json.loads(files.check_content(upload, "check_zip"))
    try:
        if not source_names(names):
            raise ValidationError(_("The ZIP holds no files. Pack it again."))
    except UnsafeName as error:
        raise ValidationError(_unsafe(error)) from error
    return files.store_upload(upload, by=by, kinds=("zip",))


def _unsafe(error: UnsafeName) -> str:
    """What to rename before the ZIP can be taken."""
    sentences = {
        "twice": _("The ZIP holds “%(name)s” twice, perhaps in other capitals. Rename one of them."),
        "file_and_folder": _(
            "In the ZIP a file and a folder are both called “%(name)s”. Rename one of them."
        ),
        "signs": _("Not every system can hold the name “%(name)s”. Use fewer and plainer signs."),
        "place": _("Not every system can hold the path “%(name)s”. Rename it and pack the ZIP again."),
    }
    return sentences[error.why] % {"name": shortened(error.name, 120)}


@transaction.atomic
def assess_readiness(
    release: Release, *, by: User, answers: dict[str, tuple[str, str]], version: int | None = None
) -> Release:
    """The draft with answers: criterion → how far it is met, and where one can see it.

    Raises Clash when somebody else answered one of them differently since `version`.
    """
    fresh = must_edit_release(release, by)
    items = {f"readiness-{item.key}": item for item in fresh.readiness.filter(key__in=answers)}
    stored = {name: (item.met, item.evidence) for name, item in items.items()}
    given = {name: answers[item.key] for name, item in items.items()}
    changed = merge(fresh, by=by, version=version, fields=given, stored=stored).changed
    for name, (met, evidence) in changed.items():
        items[name].met, items[name].evidence = met, evidence
        items[name].full_clean()
    fresh.readiness.bulk_update([items[name] for name in changed], ["met", "evidence"])
    if changed:
        fresh.stamp(changed)
        fresh.save()
        journal.note(fresh, by=by, before=stored, after=changed)
    audit.record(fresh, "assess readiness", by=by)
    return fresh
