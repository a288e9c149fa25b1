"""What the PDFs say, and to whom."""

import io

import pytest
from django.http import Http404
from pypdf import PdfReader

from tests.factories import ManualFactory, MembershipFactory, PackageFactory, ReleaseFactory, UserFactory
from transfer.documents import package_handbook

pytestmark = pytest.mark.django_db


def test_handbook_holds_all_manuals_of_one_language():
    release = ReleaseFactory(published=True, package=PackageFactory(complete=True, title="Local Markets"))
    ManualFactory(release=release, title="For the office", text="## Begin\n\nOpen the hall.")
    ManualFactory(release=release, audience="vendors", title="For stalls", text="Pack each order.")
    ManualFactory(release=release, language="es", title="Para la oficina", text="Abra el mercado.")

    title, pdf = package_handbook(f"{release.package.code}.en", UserFactory())
    _title, spanish = package_handbook(f"{release.package.code}.es", UserFactory())

    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    assert title == "Local Markets: handbook"
    assert all(
        words in text for words in ("For the office", "Open the hall", "Pack each order", "Half a post")
    )
    assert "Abra el mercado" not in text
    assert PdfReader(io.BytesIO(spanish)).trailer["/Root"]["/Lang"] == "es"


def test_handbook_of_a_draft_is_for_its_makers():
    manual = ManualFactory()
    code = manual.release.package.code

    with pytest.raises(Http404):
        package_handbook(code, UserFactory())
    _title, pdf = package_handbook(
        code, MembershipFactory(organisation=manual.release.package.publisher).user
    )
    assert pdf.startswith(b"%PDF")


@pytest.mark.parametrize("code", ["bcdfghjkmn", "bcdfghjkmn.en", "", "."])
def test_no_handbook_of_nothing(code):
    with pytest.raises(Http404):
        package_handbook(code, UserFactory())


def test_no_handbook_in_a_language_without_manuals():
    manual = ManualFactory(release=ReleaseFactory(published=True))

    with pytest.raises(Http404):
        package_handbook(f"{manual.release.package.code}.hi", UserFactory())
