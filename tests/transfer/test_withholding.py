"""What an office takes off the site: packages and projects, wherever they are shown, until they return."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from core import audit
from core.models import OutboxItem
from core.workflow import Refused
from network.actions.withholding import restore, withhold
from tests.factories import AdoptionFactory, MembershipFactory, ProjectFactory, ReleaseFactory

pytestmark = pytest.mark.django_db
REASON = "It names people who never agreed."


@pytest.fixture
def office():
    return MembershipFactory(coordinator=True)


@pytest.fixture
def package(office):
    release = ReleaseFactory(published=True, package__title="Shade kit")
    release.package.publisher.admitted_by = office.organisation
    release.package.publisher.save()
    return release.package


@pytest.fixture
def project(office):
    return ProjectFactory(title="Shade pilot", public=True, city__admitted_by=office.organisation)


def test_a_package_is_off_every_public_page_and_comes_back(client, office, package):
    adoption = AdoptionFactory(package=package, public=True, release=package.releases.get())
    pages = ["transfer:package_list", "transfer:network_map"]
    lists = [reverse(name) for name in pages] + [
        "/api/v1/packages/",
        "/api/v1/releases/",
        "/api/v1/adoptions/",
    ]
    own = [package.get_absolute_url(), package.releases.get().get_absolute_url(), adoption.get_absolute_url()]
    before = [client.get(url).text.count("Shade kit") for url in lists]
    assert all(before[:3])

    withhold(package, by=office.user, reason=REASON)

    assert [client.get(url).text.count("Shade kit") for url in lists] == [0] * len(lists)
    assert {client.get(url).status_code for url in own} == {410}
    client.force_login(MembershipFactory(organisation=package.publisher, editor=True).user)
    assert REASON in client.get(package.get_absolute_url()).text
    client.force_login(office.user)
    assert "Show it again" in client.get(package.get_absolute_url()).text
    client.post(package.get_restore_url())
    client.logout()
    assert [client.get(url).text.count("Shade kit") for url in lists] == before


def test_a_project_is_off_every_public_page_and_comes_back(client, office, project):
    lists = [reverse("cocreation:project_list"), "/api/v1/projects/"]
    assert all("Shade pilot" in client.get(url).text for url in lists)

    withhold(project, by=office.user, reason=REASON)

    assert not any("Shade pilot" in client.get(url).text for url in lists)
    assert client.get(project.get_absolute_url()).status_code == 410
    client.force_login(MembershipFactory(organisation=project.city, editor=True).user)
    assert REASON in client.get(project.get_absolute_url()).text
    client.logout()
    restore(project, by=office.user)
    assert client.get(project.get_absolute_url()).status_code == 200


def test_only_the_office_that_admitted_whose_it_is_decides_with_a_reason(office, package, project):
    for item, owner in ((package, package.publisher), (project, project.city)):
        people = [
            MembershipFactory(coordinator=True).user,
            MembershipFactory(organisation=owner, editor=True).user,
        ]
        for by in people:
            with pytest.raises(PermissionDenied):
                withhold(item, by=by, reason=REASON)
        with pytest.raises(Refused):
            withhold(item, by=office.user, reason="  ")
        withhold(item, by=office.user, reason=REASON)
        restore(item, by=office.user)

        assert [line.verb for line in audit.events_of(item)] == ["withheld", "restored"]
        told = OutboxItem.objects.filter(kind="mail", payload__to=people[1].email)
        assert [REASON in row.payload["text"] for row in told.order_by("pk")] == [True, False]
