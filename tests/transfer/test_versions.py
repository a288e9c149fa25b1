"""A package with many releases: a page of its versions, and none of them read for a list of packages."""

import pytest
from django.urls import reverse

from bench.measure import Cost, counted
from tests.factories import MembershipFactory, PackageFactory, ReleaseFactory
from transfer.models import Package

pytestmark = pytest.mark.django_db


@pytest.fixture
def package():
    """Eleven versions, of which the last is on the shelf, and a draft of the next."""
    package = PackageFactory()
    for n in range(10):
        ReleaseFactory(package=package, superseded=True, number=f"1.{n}.0")
    ReleaseFactory(package=package, published=True, number="2.0.0")
    ReleaseFactory(package=package, number="3.0.0")
    return package


def test_a_package_shows_its_latest_versions_and_leads_to_the_others(client, package):
    first = client.get(package.get_absolute_url()).content.decode()
    second = client.get(package.get_absolute_url() + "?page=2").content.decode()

    assert ">2.0.0<" in first
    assert ">1.1.0<" in first
    assert ">1.0.0<" not in first
    assert "?page=2" in first
    assert ">1.0.0<" in second
    assert ">3.0.0<" not in first + second


def test_a_package_without_versions_for_the_reader_has_no_list_of_them(client):
    package = PackageFactory()
    client.force_login(MembershipFactory(organisation=package.publisher, editor=True).user)

    assert "Versions" not in client.get(package.get_absolute_url()).content.decode()


def test_the_list_of_my_packages_reads_no_version_that_another_has_replaced(client, package):
    user = MembershipFactory(organisation=package.publisher, editor=True).user
    cost = Cost()

    with counted(cost):
        [mine] = Package.objects.of(user).with_standing_releases()
    client.force_login(user)
    page = client.get(reverse("transfer:my_package_list")).content.decode()

    assert [one.number for one in mine.standing_releases] == ["3.0.0", "2.0.0"]
    assert cost.objects == 3
    assert "2.0.0" in page
    assert "1.9.0" not in page
