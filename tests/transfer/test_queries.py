"""Who sees what."""

import pytest
from django.contrib.auth.models import AnonymousUser

from tests.factories import (
    AdoptionFactory,
    ManualFactory,
    MembershipFactory,
    PackageFactory,
    ProjectFactory,
    ReleaseFactory,
    UserFactory,
)
from transfer.filters import PackageFilter
from transfer.models import Adoption, Package, Release

pytestmark = pytest.mark.django_db


def test_drafts_are_for_their_makers_and_the_office(coordinator):
    project = ProjectFactory(transfer=True)
    release = ReleaseFactory(package__project=project, package__publisher=project.city)
    maker = MembershipFactory(organisation=project.city).user
    team = MembershipFactory(organisation=project.team).user
    stranger = MembershipFactory(editor=True).user

    for user in (maker, team, coordinator):
        assert list(Package.objects.visible_to(user)) == [release.package]
        assert list(Release.objects.visible_to(user)) == [release]
    for user in (stranger, UserFactory(), AnonymousUser()):
        assert not Package.objects.visible_to(user).exists()
        assert not Release.objects.visible_to(user).exists()


@pytest.mark.parametrize("state", ["published", "superseded", "withdrawn"])
def test_what_was_published_stays_visible(state):
    release = ReleaseFactory(**{state: True})
    ReleaseFactory(package=release.package)

    assert list(Package.objects.visible_to(AnonymousUser())) == [release.package]
    assert list(Release.objects.visible_to(AnonymousUser())) == [release]


def test_the_library_holds_what_is_on_the_shelf():
    shelf = ReleaseFactory(published=True)
    ReleaseFactory(withdrawn=True)
    ReleaseFactory()

    assert list(Package.objects.published()) == [shelf.package]


def test_a_private_adoption_is_for_the_city_the_publisher_and_the_office(coordinator):
    adoption = AdoptionFactory(public=False)
    city = MembershipFactory(organisation=adoption.organisation).user
    publisher = MembershipFactory(organisation=adoption.package.publisher).user

    for user in (city, publisher, coordinator):
        assert list(Adoption.objects.visible_to(user)) == [adoption]
    for user in (AnonymousUser(), MembershipFactory(editor=True).user):
        assert not Adoption.objects.visible_to(user).exists()


def test_cards_know_their_release_manuals_and_public_adoptions():
    release = ReleaseFactory(published=True, number="2.0.0")
    ReleaseFactory(package=release.package, superseded=True, number="1.0.0")
    ManualFactory(release=release)
    AdoptionFactory(release=release)
    AdoptionFactory(release=release, public=False)
    AdoptionFactory(release=release, dropped=True)

    package = Package.objects.published().for_cards().get()

    assert (package.current_number, package.adoption_count) == ("2.0.0", 1)
    assert len(package.current_releases[0].listed_manuals) == 1


def test_the_library_sorts_no_whole_packages_to_find_each_once():
    """Sorting all columns of ten thousand packages, to show twelve, took the database two seconds."""
    release = ReleaseFactory(superseded=True, number="1.0.0")
    ReleaseFactory(package=release.package, published=True, number="2.0.0")
    user = MembershipFactory(editor=True).user
    packages = Package.objects

    for found in (
        packages.published().for_cards(),
        packages.once_published(),
        packages.visible_to(user).for_cards(),
    ):
        assert list(found) == [release.package]
        assert "DISTINCT" not in str(found.query)
        assert found.query.group_by is None
    assert "DISTINCT" not in str(packages.of(user).query)


@pytest.mark.parametrize(
    "query",
    [
        {"q": "market vendors"},
        {"audience": "vendors"},
        {"language": "es"},
        {"country": "MX"},
        {"licence": "MIT"},
    ],
)
def test_each_filter_of_the_library_finds_what_fits(query):
    fits = ReleaseFactory(
        published=True,
        package=PackageFactory(title="Market for vendors", licence_code="MIT", publisher__country="MX"),
    )
    ManualFactory(release=fits, audience="vendors", language="es")
    other = ReleaseFactory(published=True, package=PackageFactory(title="Trees", publisher__country="DE"))
    ManualFactory(release=other)

    found = PackageFilter(query, queryset=Package.objects.published().for_cards())

    assert found.form.is_valid()
    assert list(found.qs) == [fits.package]


@pytest.mark.parametrize("order", ["new", "title", "used"])
def test_the_library_sorts(order):
    first = ReleaseFactory(published=True, package=PackageFactory(title="Z"))
    second = ReleaseFactory(published=True, package=PackageFactory(title="A"))
    AdoptionFactory(release=second)

    found = PackageFilter({"sort": order}, queryset=Package.objects.published().for_cards()).qs

    assert list(found) == [second.package, first.package]


def test_manuals_of_drafts_are_not_found():
    release = ReleaseFactory(published=True)
    draft = ReleaseFactory(package=release.package)
    ManualFactory(release=draft, audience="vendors")

    found = PackageFilter({"audience": "vendors"}, queryset=Package.objects.published().for_cards()).qs

    assert not found.exists()
