"""Uploads: checked by opening them, bounded while reading, served only as downloads."""

import io
import time
import tracemalloc
import zipfile

import pikepdf
import pytest
from django.core.exceptions import RequestDataTooBig, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from PIL import Image

from core import outbox
from core.files import LimitedUploadHandler, clean_name, download, file_response, store_upload
from core.models import StoredFile
from tests.factories import StoredFileFactory, UserFactory

pytestmark = pytest.mark.django_db
ALL = ("pdf", "png", "jpeg", "zip")


def picture(kind="PNG", size=(20, 20)):
    out = io.BytesIO()
    Image.new("RGB", size).save(out, kind)
    return out.getvalue()


def pdf(pages=1):
    document, out = pikepdf.new(), io.BytesIO()
    for _ in range(pages):
        document.add_blank_page()
    document.save(out)
    return out.getvalue()


def archive(**members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def jpeg():
    return picture("JPEG")


def small_zip():
    return archive(x=b"1")


def store(name, content, kinds=ALL):
    return store_upload(SimpleUploadedFile(name, content), by=UserFactory(), kinds=kinds)


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("a.pdf", pdf),
        ("a.PNG", picture),
        ("a.jpeg", jpeg),
        ("a.zip", small_zip),
    ],
)
def test_sound_files_are_stored_under_our_own_name_and_scanned(name, make):
    stored = store(name, make())

    assert stored.original_name == name
    assert name not in stored.file.name
    assert stored.scan == StoredFile.Scan.QUARANTINED
    outbox.sweep()
    assert StoredFile.objects.get().scan == StoredFile.Scan.CLEAN


POLYGLOTS = {
    "page.html": b"<html><script>alert(1)</script>",
    "page.svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "program.exe": b"MZ\x90\x00",
    "sheet.xlsm": b"PK\x03\x04",
    "html.pdf": b"<html><script>alert(1)</script>",
    "html.png": b"<html><script>alert(1)</script>",
    "script.jpg": b"GIF89a=1;alert(1)",
    "svg.png": b'<svg onload="alert(1)"/>',
    "half.pdf": b"%PDF-1.7\n",
    "half.png": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    "half.jpg": b"\xff\xd8\xff\xe0",
    "half.zip": b"PK\x03\x04\x00\x00",
    "empty.pdf": b"",
    "text.zip": b"not a zip",
    "gif.png": b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04;",
    "double.pdf.html": b"%PDF-1.4",
    "noending": b"%PDF-1.4",
    ".pdf.php": b"<?php",
    "tricky.pdf\x00.exe": b"%PDF-1.4",
    "js.jpeg": b"/*\xff\xd8*/alert(1)",
}


@pytest.mark.parametrize("name", POLYGLOTS)
def test_other_kinds_and_broken_files_are_refused(name):
    with pytest.raises(ValidationError):
        store(name, POLYGLOTS[name])

    assert not StoredFile.objects.exists()


def test_polyglots_that_pass_every_parser_are_still_only_downloads():
    both = picture("JPEG") + archive(x=b"<script>alert(1)</script>")
    stored = store("both.jpg", both)

    response = file_response(stored, user=stored.uploaded_by)

    assert response["Content-Disposition"].startswith("attachment")
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Type"] == "image/jpeg"
    assert response["Cache-Control"] == "private, no-store"


def test_kinds_are_limited_to_what_the_place_accepts():
    with pytest.raises(ValidationError, match="PDF"):
        store("a.zip", archive(x=b"1"), kinds=("pdf",))


def test_quarantined_file_is_for_its_uploader_alone():
    stored = StoredFileFactory(quarantined=True)

    assert file_response(stored, user=stored.uploaded_by).status_code == 200
    with pytest.raises(Http404):
        file_response(stored, user=UserFactory())


def bombs():
    many = io.BytesIO()
    with zipfile.ZipFile(many, "w") as packed:
        for number in range(1001):
            packed.writestr(str(number), b"")
    link = io.BytesIO()
    with zipfile.ZipFile(link, "w") as packed:
        entry = zipfile.ZipInfo("link")
        entry.external_attr = 0o120777 << 16
        packed.writestr(entry, "/etc/passwd")
    return {
        "inflates": archive(zeros=b"\0" * 60_000_000),
        "many members": many.getvalue(),
        "link": link.getvalue(),
        "outside": archive(**{"..__evil": b"x"}),
        "absolute": archive(**{"__etc__passwd": b"x"}),
        "backslashes": archive(**{"..\\evil": b"x"}),
        "drive": archive(**{"C:\\evil": b"x"}),
    }


@pytest.mark.parametrize("name", bombs())
def test_dangerous_archives_are_refused_quickly(name):
    content, start = bombs()[name], time.monotonic()
    tracemalloc.start()

    with pytest.raises(ValidationError):
        store("a.zip", content)

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert time.monotonic() - start < 5
    assert peak < 100_000_000


def test_overlapping_members_are_refused():
    content = bytearray(archive(a=b"x" * 100_000, b=b"y" * 100_000))
    directory = content.index(b"PK\x01\x02")
    second = content.index(b"PK\x01\x02", directory + 4)
    content[second + 42 : second + 46] = (0).to_bytes(4, "little")

    with pytest.raises(ValidationError):
        store("a.zip", bytes(content))


def test_huge_pictures_and_long_papers_are_refused():
    out = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(out, "PNG")

    with pytest.raises(ValidationError):
        store("a.png", out.getvalue())
    with pytest.raises(ValidationError, match="500 pages"):
        store("a.pdf", pdf(501))


def test_upload_stops_while_it_is_read(settings):
    settings.MAX_UPLOAD_BYTES = 100
    handler = LimitedUploadHandler()
    handler.receive_data_chunk(b"x" * 100, 0)

    with pytest.raises(RequestDataTooBig):
        handler.receive_data_chunk(b"x", 100)


def test_too_large_request_is_a_413(client, settings, db):
    settings.MAX_UPLOAD_BYTES = 1000
    client.force_login(UserFactory())

    response = client.post("/settings/", {"file": SimpleUploadedFile("a.pdf", b"x" * 5000)})

    assert response.status_code == 413


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\Asha\\plan.pdf", "plan.pdf"),
        ("a\x00b.pdf", "ab.pdf"),
        ("plan\u202efdp.exe", "planfdp.exe"),
        ("...", "file"),
        ("", "file"),
        ('a"b<c>.pdf', "abc.pdf"),
        ("x" * 300 + ".pdf", "…" + "x" * 175 + ".pdf"),
        ("नक्शा.pdf", "नक्शा.pdf"),
        ("line\r\nbreak.pdf", "linebreak.pdf"),
    ],
)
def test_clean_name_keeps_what_is_harmless(given, kept):
    assert clean_name(given) == kept


def test_download_names_files_in_any_script():
    header = download(io.BytesIO(b"x"), "नक्शा.pdf", "application/pdf")["Content-Disposition"]

    assert header.startswith("attachment; filename*=utf-8''")
