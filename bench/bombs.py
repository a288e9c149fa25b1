"""Small files that are large inside, for bench.foreign_files and for tests."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

MEGABYTE = 1024 * 1024


def pdf_bomb(megabytes: int) -> bytes:
    """A PDF of a thousandth of that size whose catalogue stands in a stream of objects of that size."""
    objects = b"<</Type/Catalog/Pages 2 0 R>> <</Type/Pages/Count 1/Kids[3 0 R]>> "
    second = objects.index(b"<</Type/Pages")
    head = b"1 0 2 %d " % second
    stream = _deflated(head + objects, b" ", megabytes)
    out = io.BytesIO(b"%PDF-1.5\n")
    out.seek(0, 2)
    places = {3: out.tell()}
    out.write(b"3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>> endobj\n")
    places[4] = out.tell()
    out.write(b"4 0 obj <</Type/ObjStm/N 2/First %d/Filter/FlateDecode" % len(head))
    out.write(b"/Length %d>> stream\n%b\nendstream endobj\n" % (len(stream), stream))
    places[5] = out.tell()
    rows = [(0, 0, 0), (2, 4, 0), (2, 4, 1), *((1, places[n], 0) for n in (3, 4, 5))]
    table = b"".join(struct.pack(">BIB", *row) for row in rows)
    out.write(b"5 0 obj <</Type/XRef/Size 6/W[1 4 1]/Root 1 0 R/Length %d>> stream\n" % len(table))
    out.write(b"%b\nendstream endobj\nstartxref\n%d\n%%%%EOF\n" % (table, places[5]))
    return out.getvalue()


def picture_bomb(side: int = 30_000) -> bytes:
    """A PNG with a square of so many grey points a side."""

    def part(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    rows = _deflated(b"", b"\0", side * (side + 1) // MEGABYTE + 1)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", header) + part(b"IDAT", rows) + part(b"IEND", b"")


def zip_bomb(megabytes: int = 300) -> bytes:
    """A ZIP of a thousandth of that size."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("zeros", "w") as member:
        for _ in range(megabytes):
            member.write(bytes(MEGABYTE))
    return out.getvalue()


def _deflated(start: bytes, filling: bytes, megabytes: int) -> bytes:
    return b"".join(_deflate(start, filling * MEGABYTE, megabytes))


def _deflate(start: bytes, filling: bytes, times: int) -> Iterator[bytes]:
    packer = zlib.compressobj(9)
    yield packer.compress(start)
    for _ in range(times):
        yield packer.compress(filling)
    yield packer.flush()
