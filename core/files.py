"""Private files: checked by opening them, stored under names of ours, served only as downloads."""

import hashlib
import zipfile
from collections.abc import Iterable
from typing import Any, BinaryIO

import pikepdf
from django.conf import settings
from django.core.exceptions import RequestDataTooBig, ValidationError
from django.core.files.base import File
from django.core.files.uploadhandler import FileUploadHandler
from django.db import transaction
from django.http import FileResponse, Http404
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from core import outbox
from core.models import Anyone, OutboxItem, StoredFile, User
from core.scanner import find_virus

# The closed list: kind → media type, file name endings.
KINDS = {
    "pdf": ("application/pdf", (".pdf",)),
    "png": ("image/png", (".png",)),
    "jpeg": ("image/jpeg", (".jpg", ".jpeg")),
    "zip": ("application/zip", (".zip",)),
}
MAX_PIXELS = 60_000_000
MAX_MEMBERS, MAX_INFLATED, MAX_RATIO = 1000, 200 * 1024 * 1024, 100


class LimitedUploadHandler(FileUploadHandler):
    """Stops reading a request as soon as its files are larger than MAX_UPLOAD_BYTES together."""

    total = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Count, and pass the chunk on."""
        self.total += len(raw_data)
        if self.total > settings.MAX_UPLOAD_BYTES:
            raise RequestDataTooBig("upload too large")
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the next handler."""


def store_upload(upload: Any, *, by: User, kinds: Iterable[str] = ("pdf", "png", "jpeg")) -> StoredFile:
    """Check and store an uploaded file, and hand it to the scanner.

    Raises ValidationError with a sentence when the kind is not among `kinds`, the content is not what the
    name says, or the file is too large. The bytes are on disk before the row is written.
    """
    kind = _kind_by_name(upload.name, kinds)
    if upload.size > settings.MAX_UPLOAD_BYTES:
        limit = settings.MAX_UPLOAD_BYTES // (1024 * 1024)
        raise ValidationError(_("The file is larger than %(limit)s MB. Make it smaller.") % {"limit": limit})
    _check_content(upload, kind)
    upload.seek(0)
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


def _kind_by_name(name: str, kinds: Iterable[str]) -> str:
    kinds = tuple(kinds)
    for kind in kinds:
        if name.lower().endswith(KINDS[kind][1]):
            return kind
    allowed = ", ".join(ending[1:].upper() for kind in kinds for ending in KINDS[kind][1][:1])
    raise ValidationError(
        _("This kind of file is not accepted. Send one of: %(kinds)s.") % {"kinds": allowed}
    )


def _check_content(upload: BinaryIO, kind: str) -> None:
    """Open the file with its own parser: a name proves nothing."""
    upload.seek(0)
    try:
        {"pdf": _check_pdf, "png": _check_image, "jpeg": _check_image, "zip": _check_zip}[kind](upload)
    except (pikepdf.PdfError, UnidentifiedImageError, OSError, SyntaxError, zipfile.BadZipFile) as error:
        message = _("The file cannot be read as %(kind)s. Export it again and try once more.")
        raise ValidationError(message % {"kind": kind.upper()}) from error
    except Image.DecompressionBombError as error:
        raise ValidationError(_("The picture is too large. Make it smaller.")) from error


def _check_pdf(upload: BinaryIO) -> None:
    with pikepdf.open(upload) as pdf:
        if len(pdf.pages) > 500:
            raise ValidationError(_("The PDF has more than 500 pages. Send a shorter one."))


def _check_image(upload: BinaryIO) -> None:
    with Image.open(upload, formats=("PNG", "JPEG")) as image:
        if image.width * image.height > MAX_PIXELS:
            raise ValidationError(_("The picture is too large. Make it smaller."))
        image.verify()


def _check_zip(upload: BinaryIO) -> None:
    """Refuse bombs, links and paths that lead outside; sizes are counted while inflating."""
    with zipfile.ZipFile(upload) as archive:
        members = archive.infolist()
        if len(members) > MAX_MEMBERS:
            raise ValidationError(_("The ZIP holds more than 1,000 files. Leave out what is not needed."))
        total = 0
        for member in members:
            parts = member.filename.replace("\\", "/").split("/")
            is_link = (member.external_attr >> 16) & 0o170000 == 0o120000
            if member.filename.startswith("/") or ".." in parts or ":" in parts[0] or is_link:
                raise ValidationError(_("The ZIP holds a path that leads outside of it. Pack it again."))
            with archive.open(member) as content:
                while chunk := content.read(1024 * 1024):
                    total += len(chunk)
                    if total > MAX_INFLATED or total > max(1, upload_size(upload)) * MAX_RATIO:
                        raise ValidationError(
                            _("The ZIP is too large when unpacked. Leave out what is not needed.")
                        )


def upload_size(upload: Any) -> int:
    """Bytes of an uploaded or opened file."""
    return int(getattr(upload, "size", 0)) or upload.seek(0, 2)


def scan(row: OutboxItem) -> None:
    """Let the virus scanner look at a stored file; while it is away the file stays in quarantine."""
    stored = StoredFile.objects.get(pk=row.payload["file"])
    with stored.file.open("rb") as content:
        found = find_virus(content)  # type: ignore[arg-type]
    stored.scan = StoredFile.Scan.REJECTED if found else StoredFile.Scan.CLEAN
    stored.save(update_fields=["scan"])


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
