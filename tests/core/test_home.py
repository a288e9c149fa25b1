"""The home page: all roles together, few queries; and the API's description of itself."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from config.home import WAITING, waiting_by_role
from core.waiting import Waiting
from tests.factories import (
    AgendaItemFactory,
    EventFactory,
    MembershipFactory,
    NoticeFactory,
    RegistrationFactory,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", ["coordinator", "editor", "member"])
def test_home_needs_at_most_twenty_queries(client, django_assert_max_num_queries, role):
    seat = MembershipFactory(coordinator=True) if role == "coordinator" else MembershipFactory(role=role)
    NoticeFactory.create_batch(30, user=seat.user)
    for event in EventFactory.create_batch(10, host=seat.organisation):
        AgendaItemFactory.create_batch(3, event=event)
        RegistrationFactory(event=event, user=seat.user)
    client.force_login(seat.user)

    with django_assert_max_num_queries(20):
        assert client.get(reverse("home")).status_code == 200


def test_most_urgent_role_comes_first_and_in_it_the_soonest(monkeypatch):
    from datetime import UTC, datetime

    late, soon = datetime(2027, 1, 2, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
    tasks = [
        Waiting("Juror", "no date", "/a/"),
        Waiting("City", "late", "/b/", due_at=late),
        Waiting("Juror", "soon", "/c/", due_at=soon),
    ]
    monkeypatch.setattr("config.home.WAITING", [lambda user: tasks])

    groups = waiting_by_role(None)

    assert [(role, [task.what for task in rows]) for role, rows in groups] == [
        ("Juror", ["soon", "no date"]),
        ("City", ["late"]),
    ]


def test_every_app_says_what_waits():
    assert len(WAITING) == 7


def test_api_describes_itself_without_a_warning(tmp_path):
    target = tmp_path / "schema.yml"

    call_command("spectacular", "--fail-on-warn", "--validate", "--file", str(target))

    assert target.read_text().startswith("openapi: 3.1")
