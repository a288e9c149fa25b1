"""Words and letters are counted by one rule, while somebody writes and at the end."""

import pytest
from django.urls import reverse

from core.counting import count_words
from submissions.completeness import SUMMARY_WORDS, gaps
from tests.factories import EntryFactory, UserFactory

pytestmark = pytest.mark.django_db
CHINESE = "城市凉快" * 40


def test_the_live_count_and_the_check_at_the_end_agree(client):
    entry = EntryFactory(summary=CHINESE)
    client.force_login(UserFactory())

    live = client.post(reverse("text_count"), CHINESE, content_type="text/plain; charset=utf-8").json()

    over = live["words"] - SUMMARY_WORDS
    assert live == {"words": 160, "letters": 160}
    assert [gap.reason for gap in gaps(entry) if gap.field == "summary"] == [f"Too long by {over} words."]


def test_counting_is_for_people_who_write(client):
    address = reverse("text_count")

    assert client.post(address, "one", content_type="text/plain").status_code == 403
    client.force_login(UserFactory())
    assert client.post(address, "a" * 200_001, content_type="text/plain").status_code == 413
    assert client.get(address).status_code == 405


@pytest.mark.parametrize(("text", "words"), [("", 0), (" — … ", 0), ("one\ntwo  three", 3), ("3.14 km²", 2)])
def test_signs_and_blanks_are_no_words(text, words):
    assert count_words(text) == words
