"""What several tests of this app begin with."""

from datetime import date

import pytest

from tests.factories import (
    AdoptionFactory,
    ManualFactory,
    MembershipFactory,
    OrganisationFactory,
    PackageFactory,
    ReleaseFactory,
    complete_release,
)
from transfer.documents import release_bag as build


@pytest.fixture
def coordinator():
    """A coordinator of the network office."""
    return MembershipFactory(coordinator=True).user


@pytest.fixture
def editor_of():
    """editor_of(organisation): somebody who acts in its name."""
    return lambda organisation: MembershipFactory(organisation=organisation, editor=True).user


@pytest.fixture
def release_bag(db, settings, tmp_path):
    """A built bag of a rich release, and words that must not be in it."""
    settings.MEDIA_ROOT = tmp_path
    publisher = OrganisationFactory(name="IMEPLAN", place="Guadalajara")
    package = PackageFactory(
        complete=True, publisher=publisher, lessons="Begin with two halls, not twelve.", title="Local Markets"
    )
    release = complete_release(package=package, notes="First version.")
    ManualFactory(release=release, audience="vendors", language="es", title="Manual para puestos")
    ReleaseFactory(package=package, superseded=True, notes="An older one", number="0.9.0")
    older = package.releases.get(number="0.9.0")
    AdoptionFactory(release=older, organisation__name="Kampala", in_operation=True)
    AdoptionFactory(release=older, organisation__name="Hiddenville", in_operation=True, public=False)
    AdoptionFactory(release=older, organisation__name="Interestedtown")
    MembershipFactory(organisation=publisher, user__name="Secret Editor", editor=True)
    build_on = date(2026, 11, 20)
    secrets = ["Hiddenville", "Interestedtown", "Secret Editor"]
    return build(release, on=build_on), secrets
