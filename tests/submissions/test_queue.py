"""The office's list of entries, and the way from entry to entry in it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from core import choosing
from core.places import place_of
from submissions.models import Entry
from tests.factories import ChallengeFactory, EligibilityRuleFactory, EntryFactory

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"submissions:{name}", args=args)


@pytest.fixture
def four(call):
    """Four entries in the order in which they were handed in; two share their title."""
    start = timezone.now() - timedelta(days=2)
    titles = ["Shade", "Awnings", "Shade", "Trees"]
    return [
        EntryFactory(
            challenge=call.challenge, submitted=True, title=title, submitted_at=start + timedelta(hours=n)
        )
        for n, title in enumerate(titles)
    ]


@pytest.fixture
def office(client, call):
    client.force_login(call.coordinator)
    return client


@pytest.mark.parametrize("sort", ["", "handed_in", "-handed_in", "title", "team"])
def test_places_are_those_of_the_list_whatever_its_order(office, four, sort):
    query = {"sort": sort} if sort else {}
    listed = [one.code for one in office.get(url("screening_list"), query).context["page_obj"]]
    places = [office.get(url("screening_detail", code), query).context["place"] for code in listed]

    assert [place.number for place in places] == [1, 2, 3, 4]
    assert {place.total for place in places} == {4}
    assert [place.next and place.next.split("/")[3] for place in places] == [*listed[1:], None]
    assert [place.previous and place.previous.split("/")[3] for place in places] == [None, *listed[:-1]]


def test_the_queue_keeps_to_the_filters_of_its_list(office, four):
    Entry.objects.filter(pk=four[1].pk).update(state="eligible")

    place = office.get(url("screening_detail", four[0].code), {"state": "submitted"}).context["place"]
    outside = office.get(url("screening_detail", four[1].code), {"state": "submitted"}).context["place"]

    assert place.next == url("screening_detail", four[2].code) + "?state=submitted"
    assert (place.number, place.total) == (1, 3)
    assert outside.number == 0


def test_a_decision_leads_to_the_next_and_the_last_one_to_the_list(office, call, four, close_call):
    rule = EligibilityRuleFactory(competition=call.challenge.competition)
    close_call()
    yes = {f"rule-{rule.pk}": "yes", "step": "accept", "queue": "state=submitted"}

    first = office.post(url("screening_decide", four[0].code), yes)
    last = office.post(url("screening_decide", four[3].code), yes)

    assert first.headers["Location"] == url("screening_detail", four[1].code) + "?state=submitted"
    assert last.headers["Location"] == url("screening_list") + "?state=submitted"


def test_a_refused_decision_stays_in_the_queue_with_what_was_typed(office, call, four, close_call):
    rule = EligibilityRuleFactory(competition=call.challenge.competition)
    close_call()
    sent = {f"rule-{rule.pk}": "no", "step": "reject", "note": "Sorry.", "queue": "sort=title"}

    page = office.post(url("screening_decide", four[0].code), sent).content.decode()

    assert "Say why this rule is not met." in page
    assert "Sorry." in page
    assert 'name="queue" value="sort=title"' in page


def test_a_challenge_is_written_where_too_many_could_be_chosen(office, call, four, monkeypatch):
    monkeypatch.setattr(choosing, "MOST_TO_CHOOSE", 1)
    other = ChallengeFactory(competition=call.challenge.competition, published=True, title="Quiet nights")
    EntryFactory(challenge=other, submitted=True)

    def found(words):
        page = office.get(url("screening_list"), {"challenge": words})
        return page, {one.challenge_id for one in page.context["page_obj"]}

    page, by_title = found("quiet nights")
    unknown, _everything = found("Nowhere")

    assert by_title == found(other.code)[1] == {other.pk}
    assert "Quiet nights</a>" in page.content.decode()
    assert "<option" not in str(page.context["filter"].form["challenge"])
    assert unknown.context["filter"].form.errors["challenge"]


def test_list_and_entry_cost_the_same_however_many_wait(office, call, four):
    def cost():
        counts = []
        for page in (url("screening_list"), url("screening_detail", four[0].code)):
            with CaptureQueriesContext(connection) as queries:
                assert office.get(page).status_code == 200
            counts.append(len(queries))
        return counts

    few = cost()
    for _ in range(5):
        EntryFactory(challenge=call.challenge, submitted=True)

    assert cost() == few
    assert few[0] <= 20


def test_a_place_is_counted_without_reading_the_rows(call, four):
    rows = Entry.objects.handed_in().waiting_first()

    with CaptureQueriesContext(connection) as queries:
        place = place_of(four[2], rows, rows)

    assert (place.number, place.total, place.previous, place.next) == (3, 4, four[1], four[3])
    assert len(queries) == 4
