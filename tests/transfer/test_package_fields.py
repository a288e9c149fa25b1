"""A package's fields: each is written in one section, and what is listed reaches the API and the papers."""

from datetime import date

import pytest

from tests.factories import PackageFactory, ReleaseFactory
from transfer.api import PackageSerializer
from transfer.documents import release_facts
from transfer.models import Package
from transfer.pages import package_sections
from transfer.papers.readme import readme

# Set when the package is begun, not written afterwards.
FIXED = {"project", "publisher", "partners", "is_demo", "version"}


def test_each_field_is_written_in_one_section():
    forms = [form for _title, form in package_sections().values()]
    written = [name for form in forms for name in form._meta.fields]
    fields = [*Package._meta.concrete_fields, *Package._meta.many_to_many]

    assert sorted(written) == sorted(
        field.name for field in fields if field.editable and not field.primary_key and field.name not in FIXED
    )


@pytest.mark.django_db
def test_what_is_listed_is_told_by_api_and_papers():
    package = PackageFactory(complete=True, results="Sixty stalls.", lessons="Begin small.")
    paper = readme(release_facts(ReleaseFactory(package=package), on=date(2026, 11, 20)))
    told = PackageSerializer(package).data

    for name in Package.NEEDS + Package.FINDINGS + Package.TERMS:
        assert told[name] == getattr(package, name)
    for heading, text in package.headed(Package.NEEDS):
        assert f"### {heading}\n\n{text}" in paper
    assert "## What the pilot showed\n\nSixty stalls." in paper
    assert "## Known limits\n\nNeeds a phone" in paper
    assert "Begin small." not in paper  # lessons lie in a file of their own
