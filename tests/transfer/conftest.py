"""What several tests of this app begin with."""

from datetime import date

import pytest
from django.db import transaction
from django.test import override_settings

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


@pytest.fixture(scope="module")
def release_bag(django_db_setup, django_db_blocker, tmp_path_factory):
    """A built bag of a rich release, and words that must not be in it; built once, for it takes seconds."""
    folder = tmp_path_factory.mktemp("media")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=folder), transaction.atomic():
        packed = build(rich_release(), on=date(2026, 11, 20))
        transaction.set_rollback(True)
    return packed, ["Hiddenville", "Interestedtown", "Secret Editor"]


def rich_release():
    """A release with everything that a bag can hold, and beside it what is nobody else's business."""
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
    return release
