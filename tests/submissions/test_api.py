"""The same use cases through the API."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.test import APIClient

from submissions.models import Entry, EntryVersion
from tests.core.corpus import locked_pdf
from tests.factories import EntryFactory, MembershipFactory, UserFactory
from tests.submissions.conftest import upload

pytestmark = pytest.mark.django_db
ENTRIES = "/api/v1/entries/"


def signed_in(user):
    client = APIClient()
    client.force_authenticate(user)
    return client


def test_team_reads_its_own_entries_and_nobody_elses(call, draft, handed_in):
    client = signed_in(draft.viewer)

    assert [one["code"] for one in client.get(ENTRIES).json()["results"]] == [draft.entry.code]
    assert client.get(f"{ENTRIES}{handed_in.entry.code}/").status_code == 404
    assert signed_in(call.coordinator).get(ENTRIES).json()["results"] == []
    assert APIClient().get(ENTRIES).status_code == 401


def test_unknown_filter_is_an_error(draft):
    assert signed_in(draft.lead).get(ENTRIES + "?organisation__name=x").status_code == 400


def test_entry_is_begun_written_handed_in_and_withdrawn(call):
    seat = MembershipFactory()
    client = signed_in(seat.user)
    start = {"challenge": call.challenge.code, "organisation": seat.organisation.code, "title": "ShadeWays"}

    made = client.post(ENTRIES, start, format="json", HTTP_IDEMPOTENCY_KEY="a")
    again = client.post(ENTRIES, start, format="json", HTTP_IDEMPOTENCY_KEY="a")
    page = f"{ENTRIES}{made.json()['code']}/"
    client.post(
        page + "fields/", {"section": "_basics", "version": 1, "fields": {"summary": "Shade."}}, format="json"
    )
    written = client.post(
        page + "fields/", {"section": "idea", "version": 2, "fields": {"how": "Awnings."}}, format="json"
    )
    receipt = client.post(page + "submit/", {}, format="json", HTTP_IDEMPOTENCY_KEY="b")
    same = client.post(page + "submit/", {}, format="json", HTTP_IDEMPOTENCY_KEY="b")
    gone = client.post(page + "withdraw/", {"reason": "No time."}, format="json")

    assert made.status_code == 201
    assert again.json()["code"] == made.json()["code"]
    assert written.json()["missing"] == []
    assert receipt.status_code == 201
    assert receipt.json() == same.json()
    assert receipt.json()["receipt_number"] == EntryVersion.objects.get().receipt_number
    assert gone.json()["state"] == "withdrawn"


def test_conflict_answers_with_the_servers_text(draft):
    client = signed_in(draft.lead)
    page = f"{ENTRIES}{draft.entry.code}/fields/"
    client.post(page, {"section": "idea", "version": 1, "fields": {"how": "One."}}, format="json")

    response = client.post(page, {"section": "idea", "version": 1, "fields": {"how": "Two."}}, format="json")

    assert response.status_code == 409
    assert response.json()["fields"] == {"how": "One."}


def test_files_are_added_and_removed(draft):
    client = signed_in(draft.contributor)
    page = f"{ENTRIES}{draft.entry.code}/attachments/"

    added = client.post(page, {"file": upload("plan.pdf"), "title": "Plan"}, format="multipart")
    removed = client.delete(f"{page}{added.json()['file']}/")

    assert added.status_code == 201
    assert removed.status_code == 204
    assert client.get(f"{ENTRIES}{draft.entry.code}/").json()["attachments"] == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (locked_pdf(), "protected by a password"),
        (b"", "is empty"),
        (b"<html>", "but it is none"),
        (b"%PDF-" + b"x" * 3000, "larger than 2 kB"),
    ],
)
def test_files_are_refused_as_on_the_page(draft, settings, content, said):
    settings.MAX_UPLOAD_BYTES = 2048
    page = f"{ENTRIES}{draft.entry.code}/attachments/"

    answer = signed_in(draft.contributor).post(
        page, {"file": SimpleUploadedFile("plan.pdf", content)}, format="multipart"
    )

    assert answer.status_code == 400
    assert said in answer.text
    assert not draft.entry.attachments.exists()


@pytest.mark.parametrize("field", ["state", "submitted_at", "is_demo", "code", "idempotency_key"])
def test_fields_that_are_not_the_teams_cannot_be_written(call, field):
    seat = MembershipFactory()
    start = {
        "challenge": call.challenge.code,
        "organisation": seat.organisation.code,
        "title": "X",
        field: "1",
    }

    assert signed_in(seat.user).post(ENTRIES, start, format="json").status_code == 400


def test_refusals_have_their_status(call, draft, close_call):
    page = f"{ENTRIES}{draft.entry.code}/"
    assert signed_in(draft.contributor).post(page + "submit/", {}, format="json").status_code == 403
    assert signed_in(UserFactory()).post(page + "submit/", {}, format="json").status_code == 404
    close_call()

    response = signed_in(draft.lead).post(page + "submit/", {}, format="json")

    assert response.status_code == 409
    assert "The call closed on" in response.json()["detail"]
    assert Entry.objects.get().state == "draft"


@pytest.mark.parametrize("number", [1, 30])
def test_list_keeps_its_query_count(django_assert_max_num_queries, number):
    user = UserFactory()
    for _ in range(number):
        EntryFactory(lead=user)

    with django_assert_max_num_queries(12):
        signed_in(user).get(ENTRIES + "?page_size=50")
