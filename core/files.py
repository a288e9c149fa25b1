"""Private files: checked by opening them in a child, stored under names of ours, served only as downloads."""

import hashlib
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.db import transaction
from django.http import FileResponse, Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from core import child, outbox
from core.foreign.verdicts import Unfit
from core.mail import notify
from core.models import Anyone, OutboxItem, StoredFile, User
from core.scanner import find_virus
from core.uploads import KINDS, check_from_outside
from core.verdicts import SENTENCES, sentence

CHECKS = {"pdf": "check_pdf", "png": "check_picture", "jpeg": "check_picture", "zip": "check_zip"}
CLEANERS = {"pdf": "clean_pdf", "png": "clean_picture", "jpeg": "clean_picture"}


def store_upload(upload: Any, *, by: User, kinds: Iterable[str] = ("pdf", "png", "jpeg")) -> StoredFile:
    """Check and store an uploaded file, and hand it to the scanner.

    Raises ValidationError with a sentence when the kind is not among `kinds`, the content is not what the
    name says, the file is too large, or a child cannot open it within its limits. The bytes are on disk
    before the row is written.
    """
    kind = check_from_outside(upload, kinds)
    check_content(upload, CHECKS[kind])
    stored = StoredFile(
        original_name=clean_name(upload.name),
        kind=kind,
        size=upload.size,
        sha256=hashlib.file_digest(upload, "sha256").hexdigest(),
        uploaded_by=by,
    )
    upload.seek(0)
    stored.file.save(f"files/{stored.public_id.hex[:2]}/{stored.public_id}", File(upload), save=False)
    with transaction.atomic():
        stored.save()
        outbox.add("scan", dedupe=f"scan:{stored.public_id}", file=stored.pk)
    return stored


def clean_name(name: str) -> str:
    """A file name to show and to offer for download: no folders, no control or direction characters."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    whole = "".join(c for c in last if c.isprintable() and c not in '"<>|:*?').strip(". ") or "file"
    return whole if len(whole) <= 180 else "…" + whole[-179:]


def check_content(upload: Any, task: str, *, limits: child.Limits = child.CHECK) -> bytes:
    """What the task of a child finds in the upload. Raises ValidationError with what is wrong with it."""
    try:
        return child.run(task, upload, limits=limits)
    except Unfit as unfit:
        raise ValidationError(sentence(unfit.code), code=unfit.code) from unfit
    except child.Busy as error:
        message = _("Many files are being checked just now. Wait a minute and send it again.")
        raise ValidationError(message) from error


def scan(row: OutboxItem) -> None:
    """Look at a stored file before others may: virus scanner, then a copy without metadata by a child.

    While the scanner is away the file stays in quarantine. Whoever sent a file that is refused is told why.
    """
    stored = StoredFile.objects.select_related("uploaded_by").get(pk=row.payload["file"])
    with stored.file.open("rb") as content:
        if find_virus(content):  # type: ignore[arg-type]
            _refuse(stored, "virus")
            return
        try:
            bare = make_bare(stored, content)
        except Unfit as unfit:
            _refuse(stored, unfit.code)
            return
    if bare is not None:
        keep_bare(stored, bare)
    stored.scan = StoredFile.Scan.CLEAN
    stored.save(update_fields=["scan"])


def make_bare(stored: StoredFile, content: Any) -> bytes | None:
    """The file without what it tells about its maker, by a child; None for an archive, which is only checked.

    Raises Unfit when it cannot be made, child.Busy when there is no room for it now.
    """
    if stored.kind not in CLEANERS:
        child.run(CHECKS[stored.kind], content, limits=child.CLEAN)
        return None
    options = {} if stored.kind == "pdf" else {"kind": stored.kind}
    return child.run(CLEANERS[stored.kind], content, limits=child.CLEAN, **options)


def keep_bare(stored: StoredFile, bare: bytes) -> None:
    """Put the copy without metadata beside the file."""
    storage, name = stored.file.storage, stored.bare_name()
    storage.delete(name)
    storage.save(name, ContentFile(bare))


def _refuse(stored: StoredFile, code: str) -> None:
    with transaction.atomic():
        stored.scan, stored.verdict = StoredFile.Scan.REJECTED, code
        stored.save(update_fields=["scan", "verdict"])
        if stored.uploaded_by is not None:
            notify(
                "core/mail/file_refused",
                to=[stored.uploaded_by],
                dedupe=f"file-refused:{stored.public_id}",
                file_name=stored.original_name,
                reason=SENTENCES[code],
                url=reverse("home"),
            )


def file_response(stored: StoredFile, *, user: Anyone, name: str = "") -> FileResponse:
    """The file as a download that no browser opens as a page.

    The caller has checked that the user may see the item. A file that is not yet checked is there for its
    uploader only; anyone else gets a 404.
    """
    if not stored.is_clean() and stored.uploaded_by_id != getattr(user, "pk", None):
        raise Http404
    return download(stored.file.open("rb"), name or stored.original_name, KINDS[stored.kind][0])


def download(content: Any, name: str, media_type: str) -> FileResponse:
    """A response that downloads `content` under `name` and is never run or rendered as HTML."""
    response = FileResponse(content, as_attachment=True, filename=name, content_type=media_type)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
