"""Uploads: checked by opening them, bounded while reading, served only as downloads."""

import io

import pytest
from django.core.exceptions import RequestDataTooBig, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.test import Client

from core import outbox
from core.files import clean_name, download, file_response, store_upload
from core.models import StoredFile
from core.uploads import LimitedUploadHandler
from tests.core.corpus import archive, pdf, picture
from tests.factories import StoredFileFactory, UserFactory

pytestmark = pytest.mark.django_db
ALL = ("pdf", "png", "jpeg", "zip")


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


def test_what_passes_every_parser_is_still_only_a_download():
    stored = store("picture.jpg", picture("JPEG") + b"<script>alert(1)</script>")

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


def test_upload_stops_while_it_is_read(settings):
    settings.MAX_UPLOAD_BYTES = 100
    handler = LimitedUploadHandler()
    assert handler.receive_data_chunk(b"x" * 100, 0)
    assert handler.receive_data_chunk(b"x" * 400, 100) is None

    with pytest.raises(RequestDataTooBig):
        handler.receive_data_chunk(b"x", 500)


def strict_client():
    """A browser's way: the token is read from the body, before any view."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(UserFactory())
    client.get("/settings/")
    return client, {"csrfmiddlewaretoken": client.cookies["csrftoken"].value}


@pytest.mark.parametrize(
    "sent",
    [
        {"file": SimpleUploadedFile("a.pdf", b"x" * 6000)},
        {"name": "x" * 3000},
        {f"field{n}": "x" for n in range(60)},
    ],
)
def test_request_that_is_too_large_gets_a_page_with_the_way_back(settings, sent):
    settings.MAX_UPLOAD_BYTES, settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000, 2500
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 50
    client, token = strict_client()

    response = client.post("/settings/", sent | token, headers={"referer": "http://testserver/settings/"})

    assert response.status_code == 413
    assert "larger than we can take" in response.text
    assert 'href="http://testserver/settings/"' in response.text


@pytest.mark.parametrize("text", ["x" * 3000, "[" * 2000])
def test_api_refuses_json_that_is_too_large_or_too_deep(client, settings, text):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 2500

    response = client.post("/api/v1/token/", text, content_type="application/json")

    assert response.status_code == (413 if len(text) > 2500 else 400)
    assert response.json()["detail"]


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
