"""ZIP archives: checked while they are inflated, and unpacked."""

import json
import zipfile
from collections.abc import Iterator
from typing import BinaryIO

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
        for _pieces in _read(archive, _size(content)):
            pass
        return json.dumps([member.filename for member in _files(archive)]).encode()


def unpack_zip(content: BinaryIO) -> bytes:
    """A line of JSON with name and size of each file, then their bytes one after the other."""
    with zipfile.ZipFile(content) as archive:
        packed = bytearray()
        index = []
        for member, pieces in _members(archive, _size(content)):
            before = len(packed)
            for piece in pieces:
                packed += piece
            if not member.is_dir():
                index.append([member.filename, len(packed) - before])
        return json.dumps(index).encode() + b"\n" + bytes(packed)


def _files(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    return [member for member in archive.infolist() if not member.is_dir()]


def _read(archive: zipfile.ZipFile, size: int) -> Iterator[bytes]:
    for _member, pieces in _members(archive, size):
        yield from pieces


def _members(archive: zipfile.ZipFile, size: int) -> Iterator[tuple[zipfile.ZipInfo, Iterator[bytes]]]:
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
        _check_member(member)
        yield member, pieces(member)


def _check_member(member: zipfile.ZipInfo) -> None:
    parts = member.filename.replace("\\", "/").split("/")
    is_link = (member.external_attr >> 16) & 0o170000 == _LINK
    if member.filename.startswith("/") or ".." in parts or ":" in parts[0] or is_link:
        raise Unfit("zip_outside")
    if member.flag_bits & _LOCKED:
        raise Unfit("zip_locked")
    if member.compress_type not in _KNOWN:
        raise Unfit("zip_method")


def _size(content: BinaryIO) -> int:
    size = content.seek(0, 2)
    content.seek(0)
    return size
