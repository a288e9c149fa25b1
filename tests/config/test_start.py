from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import ChallengeFactory, CompetitionFactory, ReleaseFactory

pytestmark = pytest.mark.django_db


def test_start_shows_open_calls_closest_deadline_first(client):
    later = ChallengeFactory(published=True, closes_at=timezone.now() + timedelta(days=9))
    sooner = ChallengeFactory(published=True, closes_at=timezone.now() + timedelta(days=2))
    ChallengeFactory()
    ChallengeFactory(in_selection=True)

    response = client.get(reverse("start"))

    assert list(response.context["calls"]) == [sooner, later]
    assert response.context["call_count"] == 2


def test_start_shows_published_packages_only(client):
    shown = ReleaseFactory(published=True).package
    ReleaseFactory()

    response = client.get(reverse("start"))

    assert list(response.context["packages"]) == [shown]


def test_start_of_an_empty_site_works(client):
    response = client.get(reverse("start"))

    assert response.status_code == 200
    assert b"open-heading" not in response.content


def test_start_asks_the_database_the_same_whatever_the_rows(client, django_assert_max_num_queries):
    competition = CompetitionFactory(running=True)
    ChallengeFactory.create_batch(30, published=True, competition=competition)
    for _ in range(5):
        ReleaseFactory(published=True)

    with django_assert_max_num_queries(8):
        client.get(reverse("start"))


@pytest.mark.parametrize("page", ["how-it-works", "accessibility", "privacy", "imprint", "api"])
def test_pages_about_the_site_are_there(client, page):
    assert client.get(reverse("about", args=[page])).status_code == 200


def test_other_pages_about_the_site_are_not(client):
    assert client.get(reverse("about", args=["secrets"])).status_code == 404
