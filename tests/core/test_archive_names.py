"""Names in archives as Windows, Macs, 7-Zip and Linux write them: they arrive right, or are refused."""

import io
import json
import struct
import unicodedata
import zipfile
import zlib

import pytest

from core import child
from core.foreign.verdicts import Unfit

UTF8, DOS, UNIX = 0x800, 0, 3


class Member(zipfile.ZipInfo):
    """A member whose name is written as these bytes, with these flags."""

    raw, flags = b"", 0

    def _encodeFilenameFlags(self):
        return self.raw, self.flags


def packed(*names, flags=0, system=UNIX, extra=b""):
    """A ZIP with one file for each name, given as bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for n, raw in enumerate(names):
            member = Member(f"file-{n}")
            member.raw, member.flags, member.create_system, member.extra = raw, flags, system, extra
            archive.writestr(member, b"content %d" % n)
    return io.BytesIO(out.getvalue())


def unicode_path(raw, name):
    """The field that Info-ZIP and WinZip write beside a name in an old code page."""
    field = struct.pack("<BL", 1, zlib.crc32(raw)) + name.encode()
    return struct.pack("<HH", 0x7075, len(field)) + field


OLD = "Übersicht.txt".encode("cp850")
ARRIVE = {
    "Linux and new Windows": (packed("Übersicht.txt".encode(), flags=UTF8), "Übersicht.txt"),
    "a Mac, without the flag and with accents apart": (
        packed(unicodedata.normalize("NFD", "São Paulo/Łódź é.txt").encode()),
        "São Paulo/Łódź é.txt",
    ),
    "WinZip, with the name beside it": (
        packed(OLD, system=DOS, extra=unicode_path(OLD, "Übersicht.txt")),
        "Übersicht.txt",
    ),
    "PowerShell 5, with backslashes": (packed(b"docs\\read me.txt", system=DOS), "docs/read me.txt"),
    "7-Zip, other scripts": (packed("市/योजना 🚲.txt".encode(), flags=UTF8, system=DOS), "市/योजना 🚲.txt"),
    "plain letters": (packed(b"README.md", system=DOS), "README.md"),
}
REFUSED = {
    "old Windows and 7-Zip, in the code page of a country": (packed(OLD, system=DOS), "zip_letters"),
    "Cyrillic in a code page": (packed("план.txt".encode("cp866"), system=DOS), "zip_letters"),
    "a field of another name": (
        packed(OLD, system=DOS, extra=unicode_path(b"other", "Other.txt")),
        "zip_letters",
    ),
    "a direction mark": (packed("report\u202etxt.exe".encode(), flags=UTF8), "zip_signs"),
    "a direction mark without the flag": (packed("a\u200fb.txt".encode()), "zip_signs"),
    "a line break": (packed(b"a\nb.txt"), "zip_signs"),
    "a name that ends early": (packed(b"a.txt\0.exe"), "zip_signs"),
    "outside by backslashes": (packed(b"..\\evil.txt", system=DOS), "zip_outside"),
    "outside, beside a plain name": (
        packed(OLD, system=DOS, extra=unicode_path(OLD, "../evil.txt")),
        "zip_outside",
    ),
    "a share": (packed(b"\\\\server\\file", system=DOS), "zip_outside"),
}


@pytest.mark.parametrize(("content", "name"), ARRIVE.values(), ids=list(ARRIVE))
def test_names_arrive_as_they_were_written(content, name):
    assert json.loads(child.run("check_zip", content)) == [name]
    assert child.unpack_zip(content) == {name: b"content 0"}


@pytest.mark.parametrize(("content", "code"), REFUSED.values(), ids=list(REFUSED))
@pytest.mark.parametrize("task", ["check_zip", "unpack_zip"])
def test_names_that_nobody_can_be_sure_of_are_refused(task, content, code):
    with pytest.raises(Unfit, match=code):
        child.run(task, content)


def test_folders_of_powershell_are_no_files():
    assert json.loads(child.run("check_zip", packed(b"docs\\", b"docs\\a.txt", system=DOS))) == ["docs/a.txt"]
