"""What a request itself looks at in an upload: its size, its name, its first bytes. Nothing is opened."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.utils.functional import lazy
from django.utils.translation import gettext as _

# The closed list: kind → media type, file name endings.
KINDS = {
    "pdf": ("application/pdf", (".pdf",)),
    "png": ("image/png", (".png",)),
    "jpeg": ("image/jpeg", (".jpg", ".jpeg")),
    "zip": ("application/zip", (".zip",)),
}
STARTS = {
    "pdf": (b"%PDF-",),
    "png": (b"\x89PNG\r\n\x1a\n",),
    "jpeg": (b"\xff\xd8\xff",),
    "zip": (b"PK\x03\x04", b"PK\x05\x06"),
}
# What Django raises for a body that it does not read to its end.
TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
PAPERS = ("pdf", "png", "jpeg")
# A body up to so many times the limit is read to its end, so that the answer is the form with a sentence.
PATIENCE = 5


def check_from_outside(upload: Any, kinds: Iterable[str]) -> str:
    """The kind of the upload by its name and first bytes.

    Raises ValidationError with a sentence when it is empty, too large, or of no kind among `kinds`.
    """
    kinds = tuple(kinds)
    kind = next((one for one in kinds if upload.name.lower().endswith(KINDS[one][1])), None)
    if kind is None:
        message = _("This kind of file is not accepted. Send one of: %(kinds)s.")
        raise ValidationError(message % {"kinds": ", ".join(one.upper() for one in kinds)})
    check_size(upload)
    upload.seek(0)
    start = upload.read(16).lstrip(b"\xef\xbb\xbf\r\n\t " if kind == "pdf" else b"")
    upload.seek(0)
    if not start.startswith(STARTS[kind]):
        message = _("The file's name says %(kind)s, but it is none. Export it again and try once more.")
        raise ValidationError(message % {"kind": kind.upper()})
    return kind


def check_size(upload: Any) -> None:
    """Raise ValidationError with a sentence for an empty file, and for one over the limit."""
    if not upload.size:
        raise ValidationError(_("The file is empty. Choose another one."))
    if upload.size > settings.MAX_UPLOAD_BYTES:
        raise ValidationError(_("The file is larger than %(limit)s. Make it smaller.") % {"limit": limit()})


def limit() -> str:
    """How large a file may be, in words."""
    size = settings.MAX_UPLOAD_BYTES
    if size < 1024 * 1024:
        return _("%(size)s kB") % {"size": size // 1024}
    return _("%(size)s MB") % {"size": size // (1024 * 1024)}


def _limits_in_words(kinds: tuple[str, ...], more: Any) -> str:
    names = ", ".join(kind.upper() for kind in kinds)
    words = _("%(kinds)s, up to %(limit)s.") % {"kinds": names, "limit": limit()}
    return f"{more} {words}" if more else words


class UploadField(forms.FileField):
    """A file of one of the kinds: the limits are said before it is chosen, and checked from outside."""

    def __init__(self, *, kinds: tuple[str, ...] = PAPERS, help_text: Any = "", **kwargs: Any) -> None:
        self.kinds = kinds
        endings = ",".join(ending for kind in kinds for ending in KINDS[kind][1])
        kwargs.setdefault("widget", forms.FileInput(attrs={"accept": endings}))
        super().__init__(
            help_text=lazy(_limits_in_words, str)(kinds, help_text), allow_empty_file=True, **kwargs
        )

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The upload; raises ValidationError with the sentence for what is wrong with it from outside."""
        upload = super().clean(data, initial)
        if isinstance(upload, UploadedFile):
            check_from_outside(upload, self.kinds)
        return upload


class OversizedFile(UploadedFile):
    """What stands for a file that was larger than the limit: its name and size, without its bytes."""


class LimitedUploadHandler(FileUploadHandler):
    """Keeps no byte of a request's files once they are larger than MAX_UPLOAD_BYTES together.

    The rest is read and dropped, so that the form can say what is wrong beside its field and show all that
    was typed. Raises RequestDataTooBig for a body that is many times too large.
    """

    total = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Count; pass the chunk on, or drop it."""
        self.total += len(raw_data)
        if self.total > settings.MAX_UPLOAD_BYTES * PATIENCE:
            raise RequestDataTooBig("upload too large")
        return None if self.total > settings.MAX_UPLOAD_BYTES else raw_data

    def file_complete(self, file_size: int) -> UploadedFile | None:
        """What stands for a file that was dropped; any other is left to the next handler."""
        if self.total <= settings.MAX_UPLOAD_BYTES:
            return None
        return OversizedFile(
            file=None,
            name=self.file_name,
            content_type=self.content_type,
            size=max(file_size, settings.MAX_UPLOAD_BYTES + 1),
            charset=self.charset,
        )
