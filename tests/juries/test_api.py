"""The jury through the API."""

import pytest

from juries.models import Assignment
from tests.factories import AwardFactory, UserFactory
from tests.factories.juries import REASON
from tests.juries.conftest import jury, score_all

pytestmark = pytest.mark.django_db
LIST = "/api/v1/assignments/"


def test_assignments_are_the_callers_own(client, scene):
    assert client.get(LIST).status_code == 401
    for user, count in ((scene.chair.user, 2), (scene.coordinator, 0), (UserFactory(), 0)):
        client.force_login(user)
        assert client.get(LIST).json()["count"] == count
    assert client.get(f"{LIST}{scene.all_given[0].code}/").status_code == 404


def test_unknown_filters_are_refused(client, scene):
    client.force_login(scene.chair.user)

    assert client.get(LIST, {"entry__organisation": "1"}).status_code == 400
    assert client.get(LIST, {"state": "free"}).json()["count"] == 2


def test_content_comes_after_the_declaration(client):
    scene = jury("declaring", assigned="proposed")
    url = f"{LIST}{scene.given(scene.chair, scene.entries[0]).code}/"
    client.force_login(scene.chair.user)

    before = client.get(url).json()["content"]
    early = client.get(f"{url}scorecard/").status_code
    after = client.post(f"{url}declare/", {"answer": "free"}, content_type="application/json").json()

    assert (before, early) == (None, 404)
    assert after["content"]["title"] == scene.entries[0].title


def test_a_conflict_needs_words(client):
    scene = jury("declaring", assigned="proposed")
    assignment = scene.given(scene.chair, scene.entries[0])
    client.force_login(scene.chair.user)

    answer = client.post(
        f"{LIST}{assignment.code}/declare/", {"answer": "conflict"}, content_type="application/json"
    )

    assert answer.status_code == 400
    assert Assignment.objects.get(pk=assignment.pk).state == "proposed"


def test_a_scorecard_is_written_and_finished(client, scene):
    assignment = scene.given(scene.chair, scene.entries[0])
    url = f"{LIST}{assignment.code}/"
    client.force_login(scene.chair.user)
    fields = {}
    for criterion in scene.criteria:
        fields |= {f"score_{criterion.pk}": "4", f"why_{criterion.pk}": REASON}

    early = client.post(f"{url}finish/")
    saved = client.patch(
        f"{url}scorecard/", {"version": 1, "fields": fields}, content_type="application/json"
    )
    unknown = client.patch(
        f"{url}scorecard/", {"version": 2, "fields": {"state": "locked"}}, content_type="application/json"
    )
    finished = client.post(f"{url}finish/")

    assert early.status_code == 409
    assert "choose a score" in early.json()["detail"]
    assert saved.json()["total"] == 80
    assert unknown.status_code == 400
    assert finished.json()["state"] == "scored"


def test_others_scores_are_nowhere_in_the_api(client):
    scene = jury(assigned="scored")
    score_all(scene, (5, 1))
    client.force_login(scene.coordinator)

    for assignment in scene.all_given:
        assert client.get(f"{LIST}{assignment.code}/scorecard/").status_code == 404


def test_results_are_public_once_announced(client):
    award, pending = AwardFactory(), AwardFactory(pending=True)

    answer = client.get("/api/v1/results/").json()

    assert [row["code"] for row in answer["results"]] == [award.code]
    assert client.get(f"/api/v1/results/{pending.code}/").status_code == 404


def test_the_list_needs_the_same_queries_for_one_and_for_thirty(client, django_assert_max_num_queries):
    counts = []
    for entries in (1, 20):
        scene = jury(entries=entries, jurors=1)
        client.force_login(scene.chair.user)
        with django_assert_max_num_queries(12) as taken:
            assert client.get(LIST).status_code == 200
        counts.append(len(taken))

    assert counts[0] == counts[1]
