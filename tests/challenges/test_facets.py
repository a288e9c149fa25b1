"""Filters of the list of challenges, and the counts behind their values."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from challenges.forms.challenges import section_form
from challenges.models import Challenge
from challenges.sections import BY_IDENTIFIER
from tests.factories import AwardFactory, ChallengeFactory, CompetitionFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
LIST = reverse("challenges:challenge_list")
API = reverse("challenge-list")


def titles(client, query):
    """What page and API show for the query, which is the same."""
    shown = {one["title"] for one in client.get(f"{API}?{query}").json()["results"]}
    page = client.get(f"{LIST}?{query}").context["page_obj"]
    assert {one.title for one in page} == shown
    return shown


def test_counts_behind_a_filter_follow_the_other_filters(client):
    mexico, peru = OrganisationFactory(country="MX"), OrganisationFactory(country="PE")
    ChallengeFactory(published=True, organisation=mexico, title="Shade", languages=["es"])
    ChallengeFactory(published=True, organisation=peru, title="Shade", languages=["en"])
    ChallengeFactory(published=True, organisation=peru, title="Water", languages=["en"])

    page = client.get(f"{LIST}?q=shade&country=MX").text

    assert "Mexico (1)" in page
    assert "Peru (1)" in page
    assert "Spanish (1)" in page
    assert "English (0)" in page


def test_chips_name_the_value_without_its_count_and_lead_to_the_list_without_it(client):
    ChallengeFactory(published=True, organisation=OrganisationFactory(country="MX"), sdgs=["13"])

    page = client.get(f"{LIST}?country=MX&sdg=13").text
    chips = page.split('<p class="chips">')[1].split("</p>")[0]

    assert "Mexico <span" in chips
    assert "13 Climate action <span" in chips
    assert 'href="?country=MX"' in chips or f'href="{LIST}?country=MX"' in chips


def test_closing_soon_is_asked_in_days_or_by_a_day(client):
    now = timezone.now()
    call = CompetitionFactory(running=True)
    for days in (-3, 5, 20):
        ChallengeFactory(
            published=True, competition=call, title=f"In {days}", closes_at=now + timedelta(days=days),
            opens_at=now - timedelta(days=30),
        )  # fmt: skip
    ChallengeFactory(title="Draft", competition=call, closes_at=now + timedelta(days=5))

    assert titles(client, "closes=14") == {"In 5"}
    assert titles(client, "closes=30") == {"In 5", "In 20"}
    day = timezone.localtime(now + timedelta(days=20)).date()
    assert titles(client, f"closes_by={day}") == {"In 5", "In 20"}
    assert titles(client, f"closes_by={day - timedelta(days=1)}") == {"In 5"}
    page = client.get(LIST).text
    assert "Within 14 days (1)" in page
    assert "Within 30 days (2)" in page


def test_a_goal_is_not_another_that_begins_alike(client):
    ChallengeFactory(published=True, title="One", sdgs=["1", "11"])
    ChallengeFactory(published=True, title="Thirteen", sdgs=["13"])

    assert titles(client, "sdg=1") == {"One"}
    assert titles(client, "sdg=1&sdg=13") == {"One", "Thirteen"}
    page = client.get(LIST).text
    assert "11 Sustainable cities and communities (1)" in page
    assert "14 Life below water" not in page


def test_challenges_with_an_announced_award_are_found(client):
    award = AwardFactory(announced_at=timezone.now())
    won = award.entry.challenge
    Challenge.objects.filter(pk=won.pk).update(state="decided", published_at=timezone.now(), title="Won")
    waiting = AwardFactory(announced_at=None).entry.challenge
    Challenge.objects.filter(pk=waiting.pk).update(state="in_selection", published_at=timezone.now())

    assert titles(client, "award=announced") == {"Won"}
    assert "Award announced (1)" in client.get(LIST).text


def test_a_city_names_goals_and_nothing_else():
    challenge = ChallengeFactory()
    data = {"title": "T", "version": challenge.version, "sdgs": ["13", "6"]}
    form = section_form(challenge, BY_IDENTIFIER["summary"], data)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["sdgs"] == ["13", "6"]

    assert not section_form(challenge, BY_IDENTIFIER["summary"], data | {"sdgs": ["18"]}).is_valid()


@pytest.mark.parametrize("query", ["", "q=shade", "q=shade&status=open&country=MX&sdg=13", "q=shde"])
def test_the_list_asks_as_much_for_many_as_for_few(client, query):
    def cost():
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(f"{LIST}?{query}")
        return len(asked)

    city = OrganisationFactory(country="MX")
    shade = {"published": True, "organisation": city, "languages": ["es"], "sdgs": ["13"]}
    ChallengeFactory.create_batch(2, title="Shade", **shade)
    few = cost()
    ChallengeFactory.create_batch(6, title="Shade", **shade)

    assert cost() <= few <= 20


def test_the_place_of_a_hit_is_in_the_list_alone(client):
    ChallengeFactory(published=True, title="Shade", problem="The fountain is dry.")
    assert not re.search("<mark>", client.get(LIST).text)
