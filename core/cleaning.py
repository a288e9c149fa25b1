"""clean_copy(): a file without what it tells about its maker, for juries that must not know."""

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from core.files import KINDS
from core.models import StoredFile
from core.workflow import Refused

# Where PDF programs leave names, places and tools, and what could run or carry another file.
_ROOT_KEYS = ("/Metadata", "/PieceInfo", "/OpenAction", "/AA", "/Perms", "/Legal", "/AF", "/Collection")
_OBJECT_KEYS = ("/Metadata", "/PieceInfo", "/LastModified", "/AA")
_ANNOTATION_KEYS = ("/T", "/M", "/CreationDate", "/NM", "/AA", "/A")


def clean_copy(stored: StoredFile) -> tuple[bytes, str]:
    """The file's bytes without author, tool, place and time, and their media type.

    Pictures are drawn anew; PDFs lose their document information, metadata, authors of comments, embedded
    files and the metadata of their pictures. What the pages show is not changed. Raises Refused for archives.
    """
    with stored.file.open("rb") as content:
        if stored.kind == "pdf":
            return _clean_pdf(content), KINDS["pdf"][0]
        if stored.kind in ("png", "jpeg"):
            return _clean_picture(content, stored.kind), KINDS[stored.kind][0]
    raise Refused(_("An archive cannot be shown without telling who packed it."))


def _clean_picture(content, kind: str) -> bytes:
    with Image.open(content, formats=("PNG", "JPEG")) as original:
        upright = ImageOps.exif_transpose(original)
        mode = upright.mode if upright.mode in ("L", "RGB") else ("RGBA" if kind == "png" else "RGB")
        pixels = upright.convert(mode)
    bare = Image.new(pixels.mode, pixels.size)
    bare.paste(pixels)
    out = io.BytesIO()
    bare.save(out, format=kind.upper(), **({"quality": 92} if kind == "jpeg" else {"optimize": True}))
    return out.getvalue()


def _clean_pdf(content) -> bytes:
    with pikepdf.open(content) as pdf:
        if "/Info" in pdf.trailer:
            del pdf.trailer["/Info"]
        _drop(pdf.Root, _ROOT_KEYS)
        if "/Names" in pdf.Root:
            _drop(pdf.Root.Names, ("/EmbeddedFiles", "/JavaScript"))
        for page in pdf.pages:
            _drop(page.obj, _OBJECT_KEYS)
            _clean_annotations(page.obj)
        for picture in _streams(pdf):
            _drop(picture, _OBJECT_KEYS)
            _clean_jpeg_stream(picture)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return out.getvalue()


def _drop(holder: pikepdf.Object, keys: tuple[str, ...]) -> None:
    for key in keys:
        if key in holder:
            del holder[key]


def _clean_annotations(page: pikepdf.Object) -> None:
    kept = []
    for annotation in page.get("/Annots", []):
        if annotation.get("/Subtype") in ("/FileAttachment", "/Screen", "/Movie", "/Sound", "/RichMedia"):
            continue
        keys: tuple[str, ...] = _ANNOTATION_KEYS
        action: Any = annotation.get("/A", {})
        if annotation.get("/Subtype") == "/Link" and action.get("/S") in ("/URI", "/GoTo"):
            keys = tuple(key for key in keys if key != "/A")
        _drop(annotation, keys)
        kept.append(annotation)
    if "/Annots" in page:
        page.Annots = pikepdf.Array(kept)


def _streams(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    return (item for item in pdf.objects if isinstance(item, pikepdf.Stream))


def _clean_jpeg_stream(picture: pikepdf.Object) -> None:
    if picture.get("/Subtype") != "/Image" or picture.get("/Filter") != "/DCTDecode":
        return
    raw = picture.read_raw_bytes()
    bare = jpeg_without_metadata(raw)
    if bare != raw:
        options = picture.get("/DecodeParms")
        picture.write(bare, filter=pikepdf.Name.DCTDecode, decode_parms=options)  # type: ignore[arg-type]


def jpeg_without_metadata(data: bytes) -> bytes:
    """A JPEG without its application and comment segments, pixels untouched; as it is if it is no JPEG."""
    if not data.startswith(b"\xff\xd8"):
        return data
    kept, position = [data[:2]], 2
    while position + 4 <= len(data) and data[position] == 0xFF and data[position + 1] != 0xDA:
        marker = data[position + 1]
        end = position + 2 + int.from_bytes(data[position + 2 : position + 4], "big")
        # 0xE0 (JFIF) and 0xEE (Adobe's colour transform) say how to draw; the others only talk.
        if marker in (0xE0, 0xEE) or not (0xE1 <= marker <= 0xEF or marker == 0xFE):
            kept.append(data[position:end])
        position = end
    return b"".join(kept) + data[position:]
