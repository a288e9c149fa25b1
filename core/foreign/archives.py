"""ZIP archives: checked while they are inflated, and unpacked."""

import json
import zipfile
from collections.abc import Iterator
from typing import BinaryIO

from core.foreign.names import name_of
from core.foreign.verdicts import Unfit

MAX_MEMBERS, MAX_INFLATED, MAX_RATIO = 1000, 200 * 1024 * 1024, 100
# Small archives may shrink more: a kilobyte that holds a hundred is no bomb.
SMALL = 1024 * 1024
PIECE = 256 * 1024
_KNOWN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_LOCKED, _LINK = 0x1 | 0x40, 0o120000


def check_zip(content: BinaryIO) -> bytes:
    """The names of the files in it, as JSON; raises Unfit for bombs, links, locked and unknown members."""
    with zipfile.ZipFile(content) as archive:
        names = []
        for name, pieces in _members(archive, _size(content)):
            for _piece in pieces:
                pass
            names.append(name)
        return json.dumps([name for name in names if not name.endswith("/")]).encode()


def unpack_zip(content: BinaryIO) -> bytes:
    """A line of JSON with name and size of each file, then their bytes one after the other."""
    with zipfile.ZipFile(content) as archive:
        packed = bytearray()
        index = []
        for name, pieces in _members(archive, _size(content)):
            before = len(packed)
            for piece in pieces:
                packed += piece
            if not name.endswith("/"):
                index.append([name, len(packed) - before])
        return json.dumps(index).encode() + b"\n" + bytes(packed)


def _members(archive: zipfile.ZipFile, size: int) -> Iterator[tuple[str, Iterator[bytes]]]:
    members = archive.infolist()
    if len(members) > MAX_MEMBERS:
        raise Unfit("zip_many")
    most = min(MAX_INFLATED, max(size * MAX_RATIO, SMALL))
    total = 0

    def pieces(member: zipfile.ZipInfo) -> Iterator[bytes]:
        nonlocal total
        with archive.open(member) as opened:
            while piece := opened.read(PIECE):
                total += len(piece)
                if total > most:
                    raise Unfit("zip_bomb")
                yield piece

    for member in members:
        yield _checked_name(member), pieces(member)


def _checked_name(member: zipfile.ZipInfo) -> str:
    name = name_of(member)
    parts = name.replace("\\", "/").split("/")
    is_link = (member.external_attr >> 16) & 0o170000 == _LINK
    if not parts[0] or ".." in parts or ":" in parts[0] or is_link:
        raise Unfit("zip_outside")
    if member.flag_bits & _LOCKED:
        raise Unfit("zip_locked")
    if member.compress_type not in _KNOWN:
        raise Unfit("zip_method")
    return name


def _size(content: BinaryIO) -> int:
    size = content.seek(0, 2)
    content.seek(0)
    return size
