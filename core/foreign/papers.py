"""PDFs: checked, and copied without what they tell about their maker."""

import io
from collections.abc import Iterator
from typing import Any, BinaryIO

import pikepdf

from core.foreign.polyglots import refuse_second_kind
from core.foreign.verdicts import Unfit

MAX_PAGES = 500
# Where PDF programs leave names, places and tools, and what could run or carry another file.
_ROOT_KEYS = ("/Metadata", "/PieceInfo", "/OpenAction", "/AA", "/Perms", "/Legal", "/AF", "/Collection")
_OBJECT_KEYS = ("/Metadata", "/PieceInfo", "/LastModified", "/AA")
_ANNOTATION_KEYS = ("/T", "/M", "/CreationDate", "/NM", "/AA", "/A")


def check_pdf(content: BinaryIO) -> bytes:
    """Nothing, if the PDF opens without a password and is not too long."""
    refuse_second_kind(content)
    with _open(content) as pdf:
        if len(pdf.pages) > MAX_PAGES:
            raise Unfit("pdf_long")
    return b""


def clean_pdf(content: BinaryIO) -> bytes:
    """The PDF without document information, metadata, embedded files, scripts and authors of comments."""
    with _open(content) as pdf:
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


def _open(content: BinaryIO) -> pikepdf.Pdf:
    try:
        return pikepdf.open(content)
    except pikepdf.PasswordError as error:
        raise Unfit("pdf_locked") from error


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
