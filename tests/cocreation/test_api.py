"""Projects through the API."""

import pytest
from rest_framework.test import APIClient

from cocreation.models import Update
from core.models import OutboxItem
from tests.cocreation.roles import member_of, reader_of
from tests.factories import IndicatorFactory, ProjectFactory, ReadingFactory, UpdateFactory

pytestmark = pytest.mark.django_db


def client_of(user=None):
    client = APIClient()
    if user:
        client.force_authenticate(user)
    return client


def test_projects_are_listed_as_far_as_one_may_see_them():
    public, hidden = ProjectFactory(public=True), ProjectFactory()

    everybody = client_of().get("/api/v1/projects/").json()["results"]
    member = client_of(member_of(hidden)).get("/api/v1/projects/").json()["results"]

    assert [one["code"] for one in everybody] == [public.code]
    assert {one["code"] for one in member} == {public.code, hidden.code}
    assert client_of().get(f"/api/v1/projects/{hidden.code}/").status_code == 404


def test_an_unknown_filter_is_an_error():
    assert client_of().get("/api/v1/projects/?budget_total=5").status_code == 400
    assert client_of().get("/api/v1/projects/?sort=budget_total").status_code == 400


def test_a_member_posts_an_update():
    project = ProjectFactory()
    member, other = member_of(project), member_of(project)
    data = {"project": project.code, "title": "News", "text": "Up.", "language": "en", "publish": True}

    answer = client_of(member).post("/api/v1/updates/", data, format="json")

    assert answer.status_code == 201, answer.json()
    assert answer.json()["published_at"]
    assert OutboxItem.objects.get(kind="mail").payload["to"] == other.email


@pytest.mark.parametrize(("public", "status"), [(True, 403), (False, 400)])
def test_others_post_no_update(public, status):
    project = ProjectFactory(public=public)
    outsider = member_of(ProjectFactory())
    data = {"project": project.code, "title": "News", "text": "Up."}

    assert client_of(outsider).post("/api/v1/updates/", data, format="json").status_code == status
    assert client_of().post("/api/v1/updates/", data, format="json").status_code == 401
    assert not Update.objects.exists()


def test_unknown_keys_are_refused():
    project = ProjectFactory()
    data = {"project": project.code, "title": "News", "text": "Up.", "by": 1}

    assert client_of(member_of(project)).post("/api/v1/updates/", data, format="json").status_code == 400


def test_a_member_posts_and_corrects_a_reading():
    indicator = IndicatorFactory(fixed=True)
    client = client_of(member_of(indicator.project))
    data = {"indicator": indicator.code, "measured_on": "2026-10-01", "value": "810"}

    refused = client.post("/api/v1/readings/", data, format="json")
    taken = client.post("/api/v1/readings/", data | {"sure": True}, format="json")
    again = {"replaces": taken.json()["code"], "value": "8.1", "note": "Comma lost"}
    corrected = client.post("/api/v1/readings/", data | again, format="json")

    assert refused.status_code == 400
    assert "0 to 100" in refused.json()["value"][0]
    assert (taken.status_code, corrected.status_code) == (201, 201)
    listed = client.get(f"/api/v1/readings/?indicator={indicator.code}").json()["results"]
    assert [one["value"] for one in listed] == ["8.1000"]
    once_more = client.post("/api/v1/readings/", data | again, format="json")
    assert once_more.status_code == 409


def test_a_reader_of_the_board_enters_nothing():
    indicator = IndicatorFactory(fixed=True)
    data = {"indicator": indicator.code, "measured_on": "2026-10-01", "value": "8"}

    answer = client_of(reader_of(indicator.project)).post("/api/v1/readings/", data, format="json")

    assert answer.status_code == 403


@pytest.mark.parametrize("path", ["projects", "updates", "readings", "indicators"])
def test_lists_keep_their_query_count(path, django_assert_max_num_queries):
    project = ProjectFactory(public=True)
    client = client_of(member_of(project))
    UpdateFactory.create_batch(30, project=project, published=True)
    for _ in range(30):
        ReadingFactory(indicator__project=project)
    ProjectFactory.create_batch(30, public=True)

    with django_assert_max_num_queries(6):
        assert client.get(f"/api/v1/{path}/?page_size=100").status_code == 200
