"""Rights end at the office's own border: packages, releases, adoptions and projects of another office."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from core.models import OutboxItem
from tests.factories import (
    AdoptionFactory,
    MembershipFactory,
    PackageFactory,
    ProjectFactory,
    ReleaseFactory,
    complete_release,
)
from transfer.actions.review import approve_release, return_release, send_release_to_review
from transfer.models import Adoption, Package, Release

pytestmark = pytest.mark.django_db


@pytest.fixture
def offices():
    """The office that admitted everybody here, and another."""
    return MembershipFactory(coordinator=True), MembershipFactory(coordinator=True)


def of(office, release):
    publisher = release.package.publisher
    publisher.admitted_by = office.organisation
    publisher.save()
    return release


def test_a_release_is_read_and_reviewed_by_the_office_of_its_publisher(offices, client):
    own, other = offices
    release = of(own, ReleaseFactory(in_review=True))

    with pytest.raises(PermissionDenied):
        approve_release(release, by=other.user)
    with pytest.raises(PermissionDenied):
        return_release(release, by=other.user, note="No.")
    client.force_login(other.user)
    assert client.get(release.get_absolute_url()).status_code == 404
    assert client.get(release.package.get_absolute_url()).status_code == 404
    assert release.package.title not in client.get(reverse("transfer:release_review_list")).text
    assert not Package.objects.visible_to(other.user).exists()
    assert not Release.objects.for_review_by(other.user).exists()
    assert Release.objects.for_review_by(own.user).get() == release
    assert return_release(release, by=own.user, note="Add Spanish.").is_editable()


def test_only_that_office_is_told_of_a_release_to_review(offices):
    own, other = offices
    release = of(own, complete_release(package=PackageFactory(complete=True)))
    editor = MembershipFactory(organisation=release.package.publisher, editor=True).user

    send_release_to_review(release, by=editor)

    to = set(OutboxItem.objects.filter(kind="mail").values_list("payload__to", flat=True))
    assert own.user.email in to
    assert other.user.email not in to


def test_adoptions_that_are_not_public_are_for_the_offices_of_both_sides(offices):
    own, other = offices
    adoption = AdoptionFactory(public=False)
    for place in (adoption.organisation, adoption.package.publisher):
        place.admitted_by = own.organisation
        place.save()

    assert Adoption.objects.visible_to(own.user).get() == adoption
    assert not Adoption.objects.visible_to(other.user).exists()


def test_a_board_that_came_from_no_award_is_for_the_office_of_its_city(offices, client):
    own, _other = offices
    project = ProjectFactory(award=None, city__admitted_by=own.organisation)
    board = project.get_board_url()

    codes = []
    for seat in offices:
        client.force_login(seat.user)
        codes.append(client.get(board).status_code)

    assert codes[0] == 200
    assert codes[1] in (403, 404)
