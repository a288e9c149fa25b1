"""Back and a second press: what a form has made from certain words is not made again."""

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from challenges.models import Question
from core.models import Made
from core.once import AGAIN, purge
from tests.addresses import all_rows
from tests.factories import ChallengeFactory, UserFactory
from tests.races import race
from tests.surface.test_roles import filled_in
from tests.surface.visits import arrive

MAKING = {
    "challenges:challenge_create",
    "challenges:competition_create",
    "challenges:indicator_create",
    "challenges:part_create",
    "challenges:question_create",
    "cocreation:decision_create",
    "cocreation:document_create",
    "cocreation:indicator_create",
    "cocreation:milestone_create",
    "cocreation:project_start",
    "cocreation:risk_create",
    "cocreation:update_create",
    "juries:meeting_create",
    "juries:motion_create",
    "juries:panel_create",
    "network:agenda_item_create",
    "network:event_create",
    "network:material_create",
    "network:organisation_create",
    "submissions:attachment_add",
    "transfer:package_create",
}
ROWS = [row for row in all_rows() if row.route in MAKING and row.sends]


def test_every_form_that_makes_something_is_tried():
    assert {row.route for row in ROWS} == MAKING


@pytest.mark.django_db
@pytest.mark.usefixtures("quiet")
@pytest.mark.parametrize("row", ROWS, ids=str)
def test_a_second_press_makes_nothing(row):
    url, user = arrive(row, row.sends.build or row.builds())
    client = Client()
    client.force_login(user)
    body = filled_in(url, user, row.sends)
    first = client.post(url, body)
    made = []

    def note(execute, sql, params, many, context):
        made.extend([sql] if sql.startswith("INSERT") and "django_session" not in sql else [])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        second = client.post(url, again(body))

    assert (first.status_code, second.status_code) == (302, 302)
    assert first.url == second.url
    assert made == []


def again(body):
    """The same once more: files were read to their end."""
    for value in body.values():
        if hasattr(value, "seek"):
            value.seek(0)
    return body


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgresql
def test_two_presses_at_the_same_moment_make_one():
    challenge, user = ChallengeFactory(published=True), UserFactory()
    url = reverse("challenges:question_create", args=[challenge.code])

    def press(_number):
        client = Client()
        client.force_login(user)
        return client.post(url, {"text": "May two markets enter together?"}).status_code

    assert race(press, threads=4).won == [302] * 4
    assert Question.objects.count() == 1


@pytest.mark.django_db
def test_other_words_or_a_later_hour_make_another(client):
    challenge = ChallengeFactory(published=True)
    url = reverse("challenges:question_create", args=[challenge.code])
    client.force_login(UserFactory())

    for text in ("First question?", "Second question?", "First question?"):
        client.post(url, {"text": text})
    two = Question.objects.count()
    Made.objects.update(at=timezone.now() - AGAIN * 2)
    client.post(url, {"text": "First question?"})

    assert (two, Question.objects.count()) == (2, 3)
    assert purge() == 1
