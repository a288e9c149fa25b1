"""The example of docs/autosave.md is what the server does; all forms that save themselves answer alike."""

import json
import re
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils.dateparse import parse_datetime

from tests.editing.juries import scorecard
from tests.editing.submissions import section
from tests.factories import ChallengeFactory, CompetitionFactory, MembershipFactory

pytestmark = pytest.mark.django_db

PAPER = Path(__file__).resolve().parents[2] / "docs/autosave.md"
STEP = re.compile(r"```json\n(.*?)```\s+Answer (\d+):\s+```json\n(.*?)```", re.DOTALL)
STEPS = [
    (json.loads(sent), int(status), json.loads(answer))
    for sent, status, answer in STEP.findall(PAPER.read_text())
]


def languages():
    """The section of the paper's example, at version 7."""
    call = CompetitionFactory(running=True, languages=["en", "es", "hi"])
    challenge = ChallengeFactory(competition=call, version=7, languages=["en"])
    user = MembershipFactory(organisation=challenge.organisation, editor=True).user
    return user, reverse("challenges:challenge_autosave", args=[challenge.code, "languages"])


def test_the_example_is_what_the_server_does(client):
    somebody, address = languages()
    city = somebody.memberships.get().organisation
    colleague, third = (MembershipFactory(organisation=city, editor=True).user for _person in range(2))
    people = [somebody, colleague, third, third, third]

    for person, (sent, status, told) in zip(people, STEPS, strict=True):
        client.force_login(person)
        answered = client.post(address, sent, content_type="application/json")

        body = answered.json()
        if status == 200:
            assert parse_datetime(body.pop("saved_at"))
            assert parse_datetime(told.pop("saved_at"))
        assert (answered.status_code, body) == (status, told)


def of_entry():
    user, page = section()()
    return user, page + "save/", "how"


def of_scorecard():
    user, page = scorecard()
    return user, page + "autosave/", "strengths"


def of_challenge():
    user, address = languages()
    return user, address.replace("/languages/", "/problem/"), "problem"


FORMS = pytest.mark.parametrize("build", [of_entry, of_scorecard, of_challenge])


def sending(client, build):
    user, address, field = build()
    client.force_login(user)

    def send(body, **headers):
        answered = client.post(address, body, content_type="application/json", **headers)
        return answered.status_code, answered.json()

    return send, field


@FORMS
def test_every_form_saves_merges_and_clashes_alike(client, build):
    send, field = sending(client, build)

    status, saved = send({"version": 9, "fields": {field: "One."}})
    assert (status, set(saved), saved["fields"]) == (200, {"version", "saved_at", "fields"}, {})

    status, clash = send({"version": saved["version"] - 1, "fields": {field: "Two."}})
    assert (status, set(clash)) == (409, {"detail", "version", "fields"})
    assert (clash["version"], clash["fields"]) == (saved["version"], {field: "One."})

    status, _again = send({"version": clash["version"], "fields": {field: "Two."}})
    assert status == 200


@FORMS
@pytest.mark.parametrize(
    "body",
    [
        "{",
        "[]",
        {},
        {"version": 1},
        {"version": 1, "fields": {"no-such": "x"}},
        '{"version": 1, "fields": {"%s": "\\u0000"}}',
    ],
)
def test_every_form_answers_nonsense_alike(client, build, body):
    send, field = sending(client, build)

    status, answered = send(body % field if isinstance(body, str) and "%s" in body else body)

    assert (status, set(answered)) == (400, {"errors"})


@FORMS
def test_who_is_signed_out_is_sent_to_sign_in(client, build):
    _user, address, field = build()

    answered = client.post(address, {"version": 1, "fields": {field: "x"}}, content_type="application/json")

    assert answered.status_code == 302
    assert "/account/login/" in answered.url
