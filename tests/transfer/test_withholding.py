"""What an office takes off the site: packages and projects, wherever they are shown, until they return."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from core import audit
from core.models import OutboxItem
from core.workflow import Refused
from network.actions.withholding import restore, withhold
from network.models import Organisation
from tests.factories import (
    AdoptionFactory,
    MembershipFactory,
    OrganisationFactory,
    ProjectFactory,
    ReleaseFactory,
)
from transfer.actions.adoption import advance_adoption
from transfer.actions.release import withdraw_release

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


def test_a_release_is_off_the_site_and_its_package_stays(client, office, package):
    release, old = package.releases.get(), ReleaseFactory(package=package, superseded=True)
    publisher = MembershipFactory(organisation=package.publisher, editor=True).user
    lists = [reverse("transfer:package_list"), package.get_absolute_url(), "/api/v1/releases/"]
    before = [client.get(url).text.count(release.code) for url in lists]
    assert all(before[1:])

    withhold(release, by=office.user, reason=REASON)

    assert [client.get(url).text.count(release.code) for url in lists] == [0, 0, 0]
    assert "Shade kit" not in client.get(reverse("transfer:package_list")).text
    assert client.get("/api/v1/packages/").json()["results"][0]["current_release"] is None
    assert client.get(old.get_absolute_url()).status_code == 200
    assert package.current_release() is None
    client.force_login(publisher)
    assert REASON in client.get(release.get_absolute_url()).text
    assert (
        reverse("transfer:release_withdraw", args=[release.code])
        not in client.get(release.get_absolute_url()).text
    )
    with pytest.raises(Refused, match="off the site"):
        withdraw_release(release, by=publisher, reason="It loses orders.")
    client.logout()
    restore(release, by=office.user)
    assert [client.get(url).text.count(release.code) for url in lists] == before


def test_a_story_is_off_every_list_and_the_city_works_on(client, office, package):
    city = OrganisationFactory(admitted_by=office.organisation, name="Lindenhafen")
    adoption = AdoptionFactory(release=package.releases.get(), organisation=city)
    lists = [reverse("transfer:network_map"), package.get_absolute_url(), "/api/v1/adoptions/"]
    before = [client.get(url).text.count(adoption.code) for url in lists]
    count = client.get("/api/v1/packages/").json()["results"][0]["adoption_count"]
    assert all(before)

    withhold(adoption, by=office.user, reason=REASON)

    assert [client.get(url).text.count(adoption.code) for url in lists] == [0, 0, 0]
    assert client.get("/api/v1/packages/").json()["results"][0]["adoption_count"] == count - 1
    editor = MembershipFactory(organisation=city, editor=True).user
    client.force_login(editor)
    assert REASON in client.get(adoption.get_absolute_url()).text
    assert advance_adoption(adoption, "evaluate", by=editor).state == "evaluating"
    other = MembershipFactory(coordinator=True)
    Organisation.objects.filter(pk=package.publisher_id).update(admitted_by=other.organisation)
    with pytest.raises(PermissionDenied):
        restore(adoption, by=other.user)


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
