"""Names of files in ZIP archives: read as they were written, or refused; never garbled."""

import struct
import unicodedata
import zlib
from zipfile import ZipInfo

from core.foreign.verdicts import Unfit

_IS_UTF8 = 0x800
_UNICODE_PATH = 0x7075
# Systems whose programs part folders by backslashes: FAT, as .NET and PowerShell write, and NTFS.
_WINDOWS = (0, 10)


def name_of(member: ZipInfo) -> str:
    """The member's name with slashes and whole letters. Raises Unfit when nobody can tell how it reads.

    A name is in UTF-8 when its flag or a field beside it says so, or, as on a Mac, when its bytes are.
    Without that its letters depend on the country of the computer, and only plain ones are certain.
    """
    name = unicodedata.normalize("NFC", _decoded(member))
    if member.create_system in _WINDOWS:
        name = name.replace("\\", "/")
    if not name or not all(char.isprintable() for char in name):
        raise Unfit("zip_signs")
    return name


def _decoded(member: ZipInfo) -> str:
    if member.flag_bits & _IS_UTF8:
        return member.orig_filename  # zipfile refuses what is no UTF-8
    raw = member.orig_filename.encode("cp437")  # zipfile's guess, taken back
    if raw.isascii():
        return raw.decode("ascii")
    try:
        return (_written_beside(member.extra, raw) or raw).decode("utf-8")
    except UnicodeDecodeError as error:
        raise Unfit("zip_letters") from error


def _written_beside(extra: bytes, raw: bytes) -> bytes:
    """The name in the field for Unicode paths, if it belongs to this name; else nothing."""
    while len(extra) >= 4:
        kind, size = struct.unpack("<HH", extra[:4])
        field, extra = extra[4 : 4 + size], extra[4 + size :]
        if kind == _UNICODE_PATH and len(field) > 5 and field[0] == 1:
            belongs = int.from_bytes(field[1:5], "little") == zlib.crc32(raw)
            return field[5:] if belongs else b""
    return b""
