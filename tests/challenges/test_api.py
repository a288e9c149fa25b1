import pytest

from challenges.models import Challenge
from core.models import OutboxItem
from tests.factories import (
    AreaOfActionFactory,
    ChallengeFactory,
    CompetitionFactory,
    CriterionFactory,
    MembershipFactory,
)

pytestmark = pytest.mark.django_db
BASE = "/api/v1"


@pytest.fixture
def editor(client):
    user = MembershipFactory(editor=True).user
    client.force_login(user)
    return user


def city_of(user):
    return user.memberships.get().organisation


def send(client, method, address, data):
    return getattr(client, method)(f"{BASE}{address}", data, content_type="application/json")


def test_public_reads_published_ones_only(client):
    public, draft = ChallengeFactory(published=True), ChallengeFactory()
    CompetitionFactory()

    rows = client.get(f"{BASE}/challenges/").json()["results"]
    competitions = client.get(f"{BASE}/competitions/").json()["results"]

    assert [row["code"] for row in rows] == [public.code]
    assert client.get(f"{BASE}/challenges/{draft.code}/").status_code == 404
    assert {row["code"] for row in competitions} == {public.competition.code, draft.competition.code}


def test_challenge_comes_with_criteria_and_without_the_tolerance(client):
    challenge = ChallengeFactory(published=True, complete=True)
    CriterionFactory(competition=challenge.competition, weight=100)

    detail = client.get(f"{BASE}/challenges/{challenge.code}/").json()
    text = str(detail) + str(client.get(f"{BASE}/competitions/{challenge.competition.code}/").json())

    assert detail["criteria"][0]["weight"] == 100
    assert detail["indicators"][0]["target"] == "120.0000"
    assert detail["is_open"] is True
    assert "tolerance" not in text


def test_filters_are_those_of_the_page_and_unknown_ones_an_error(client):
    ChallengeFactory(published=True, organisation__country="PE")
    ChallengeFactory(in_selection=True)

    assert client.get(f"{BASE}/challenges/?country=PE").json()["count"] == 1
    assert client.get(f"{BASE}/challenges/?status=judging").json()["count"] == 1
    assert client.get(f"{BASE}/challenges/?returned_note=x").status_code == 400
    assert client.get(f"{BASE}/challenges/?organisation__name=x").status_code == 400


def test_editor_drafts_and_sends_a_challenge(client, editor):
    competition = CompetitionFactory(running=True, ready=True)
    body = {"organisation": city_of(editor).code, "competition": competition.code, "title": "Markets"}

    made = send(client, "post", "/challenges/", body | {"language": "en"})
    code = made.json()["code"]
    texts = ["summary", "problem", "people_affected", "tried", "outcome", "data_constraints"]
    written = send(client, "patch", f"/challenges/{code}/", {"version": 1} | dict.fromkeys(texts, "Words"))
    refused = send(client, "post", f"/challenges/{code}/send_to_review/", {})

    assert (made.status_code, written.status_code) == (201, 200)
    assert written.json()["problem"] == "Words"
    assert refused.status_code == 409
    assert "baseline" in refused.json()["detail"]
    assert Challenge.objects.get().state == "draft"
    assert not OutboxItem.objects.exists()


def test_write_of_a_stale_field_is_a_409(client, editor):
    challenge = ChallengeFactory(organisation=city_of(editor), version=3, field_versions={"problem": 3})

    stale = send(client, "patch", f"/challenges/{challenge.code}/", {"version": 2, "problem": "Mine"})
    other = send(client, "patch", f"/challenges/{challenge.code}/", {"version": 2, "tried": "Mine"})

    assert (stale.status_code, other.status_code) == (409, 200)


@pytest.mark.parametrize("field", ["state", "external_id", "published_at", "is_demo", "code"])
def test_fields_that_are_not_the_editors_cannot_be_written(client, editor, field):
    challenge = ChallengeFactory(organisation=city_of(editor))

    response = send(client, "patch", f"/challenges/{challenge.code}/", {"version": 1, field: "published"})

    assert response.status_code == 400
    assert Challenge.objects.get().state == "draft"


def test_area_of_another_competition_is_refused(client, editor):
    challenge = ChallengeFactory(organisation=city_of(editor))

    body = {"version": 1, "area": AreaOfActionFactory().pk}
    assert send(client, "patch", f"/challenges/{challenge.code}/", body).status_code == 400


def test_others_do_not_write(client, editor):
    published = ChallengeFactory(published=True)
    competition = CompetitionFactory(running=True)
    body = {"organisation": published.organisation.code, "competition": competition.code, "title": "x"}

    assert send(client, "patch", f"/challenges/{published.code}/", {"version": 1}).status_code == 403
    assert send(client, "post", "/challenges/", body).status_code == 403
    assert send(client, "delete", f"/challenges/{published.code}/", {}).status_code == 405
    client.logout()
    assert send(client, "post", "/challenges/", body).status_code in (401, 403)


def test_criteria_of_hidden_things_are_hidden(client):
    seen = CriterionFactory(competition=CompetitionFactory(running=True))
    CriterionFactory(competition=CompetitionFactory())
    CriterionFactory(competition=None, challenge=ChallengeFactory())

    rows = client.get(f"{BASE}/criteria/").json()["results"]

    assert [row["id"] for row in rows] == [seen.pk]


def test_list_keeps_its_number_of_queries(client, django_assert_num_queries):
    competition = CompetitionFactory(running=True)
    ChallengeFactory(published=True, competition=competition)
    with django_assert_num_queries(2) as first:
        client.get(f"{BASE}/challenges/")
    for _number in range(20):
        ChallengeFactory(published=True, competition=competition)

    with django_assert_num_queries(len(first)):
        client.get(f"{BASE}/challenges/")
