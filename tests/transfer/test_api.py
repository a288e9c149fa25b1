"""Packages, releases and adoptions through the API."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from tests.factories import (
    AdoptionFactory,
    ManualFactory,
    MembershipFactory,
    OrganisationFactory,
    PackageFactory,
    ReleaseFactory,
)
from transfer.models import Adoption

pytestmark = pytest.mark.django_db


@pytest.fixture
def api():
    return APIClient()


def test_library_shows_what_is_published(api):
    release = ReleaseFactory(published=True, number="1.2.0")
    PackageFactory(title="Secret draft")

    rows = api.get("/api/v1/packages/").json()["results"]

    assert [(row["code"], row["current_number"]) for row in rows] == [(release.package.code, "1.2.0")]


def test_release_tells_checksums_and_manuals(api):
    release = ReleaseFactory(published=True)
    ManualFactory(release=release)

    row = api.get(f"/api/v1/releases/{release.code}/").json()

    assert row["bag_sha256"] == release.bag_sha256
    assert row["manuals"][0]["audience"] == "administrators"
    assert "approved_by" not in row


def test_drafts_are_not_found(api):
    release = ReleaseFactory()

    for address in (f"/api/v1/packages/{release.package.code}/", f"/api/v1/releases/{release.code}/"):
        assert api.get(address).status_code == 404


@pytest.mark.parametrize("kind", ["packages", "releases", "adoptions"])
def test_unknown_filters_are_refused(api, kind):
    assert api.get(f"/api/v1/{kind}/?approved_by__email=a").status_code == 400


def test_a_city_registers_moves_on_and_drops(api, editor_of):
    release = ReleaseFactory(published=True)
    city = OrganisationFactory()
    api.force_authenticate(editor_of(city))

    made = api.post(
        "/api/v1/adoptions/",
        {"package": release.package.code, "organisation": city.code, "kind": "scale"},
        format="json",
    )
    address = f"/api/v1/adoptions/{made.json()['code']}/"
    moved = api.post(f"{address}advance/", {"step": "evaluate", "note": "Begun"}, format="json")
    too_far = api.post(f"{address}advance/", {"step": "operate"}, format="json")
    no_reason = api.post(f"{address}drop/", {}, format="json")
    dropped = api.post(f"{address}drop/", {"reason": "No budget"}, format="json")

    assert (made.status_code, made.json()["state"]) == (201, "interested")
    assert moved.json()["state"] == "evaluating"
    assert (too_far.status_code, no_reason.status_code) == (409, 400)
    assert dropped.json()["state"] == "dropped"


def test_nobody_registers_for_another_city(api):
    release = ReleaseFactory(published=True)
    city = OrganisationFactory()
    body = {"package": release.package.code, "organisation": city.code}

    assert api.post("/api/v1/adoptions/", body, format="json").status_code in (401, 403)
    api.force_authenticate(MembershipFactory(editor=True).user)
    assert api.post("/api/v1/adoptions/", body, format="json").status_code == 400
    api.force_authenticate(MembershipFactory(organisation=city).user)
    assert api.post("/api/v1/adoptions/", body, format="json").status_code == 403
    assert not Adoption.objects.exists()


def test_state_and_unknown_keys_cannot_be_written(api, editor_of):
    release = ReleaseFactory(published=True)
    city = OrganisationFactory()
    api.force_authenticate(editor_of(city))
    body = {"package": release.package.code, "organisation": city.code}

    for more in ({"state": "in_operation"}, {"is_demo": True}, {"drop_reason": "x"}):
        assert api.post("/api/v1/adoptions/", {**body, **more}, format="json").status_code == 400


def test_others_do_not_move_an_adoption(api, editor_of):
    adoption = AdoptionFactory()
    private = AdoptionFactory(public=False)
    api.force_authenticate(editor_of(adoption.package.publisher))

    for code, status in ((adoption.code, 403), (private.code, 404)):
        assert api.post(f"/api/v1/adoptions/{code}/advance/", {"step": "evaluate"}).status_code == status


@pytest.mark.parametrize("kind", ["packages", "releases", "adoptions"])
def test_lists_need_the_same_queries_for_one_row_and_many(api, kind):
    def count():
        with CaptureQueriesContext(connection) as queries:
            assert api.get(f"/api/v1/{kind}/").status_code == 200
        return len(queries)

    ManualFactory(release=AdoptionFactory().release)
    one = count()
    for _n in range(5):
        ManualFactory(release=AdoptionFactory().release)

    assert count() == one <= 20
