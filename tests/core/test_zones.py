"""“Today” belongs to a place: midnight in Mexico City is not midnight in UTC."""

import json
import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
import time_machine
from django.core.exceptions import ValidationError

from cocreation.actions.gates import decide_gate
from cocreation.actions.indicators import record_reading
from cocreation.actions.projects import start_project
from cocreation.board import standing
from cocreation.models import Milestone
from core.templatetags.times import is_past
from core.zones import end_of, has_come, today_in
from tests.cocreation.roles import member_of, owner_of
from tests.factories import (
    AdoptionFactory,
    AwardFactory,
    GateFactory,
    IndicatorFactory,
    MembershipFactory,
    MilestoneFactory,
    ProjectFactory,
    ReleaseFactory,
    UserFactory,
)
from transfer.models import FollowUp

ROOT = Path(__file__).resolve().parent.parent.parent
APPS = ["core", "network", "challenges", "submissions", "juries", "cocreation", "transfer"]
# Half past eight in the evening of the 20th in Mexico City, the 21st in UTC, eight in the morning in Kolkata.
EVENING = datetime(2026, 11, 21, 2, 30, tzinfo=UTC)
DAY = date(2026, 11, 20)
MEXICO, KOLKATA = "America/Mexico_City", "Asia/Kolkata"


@time_machine.travel(EVENING, tick=False)
def test_the_day_is_that_of_the_place():
    assert (today_in(MEXICO), today_in("UTC"), today_in(KOLKATA)) == (
        DAY,
        date(2026, 11, 21),
        date(2026, 11, 21),
    )
    assert not is_past(DAY, MEXICO)
    assert is_past(DAY, KOLKATA)
    assert end_of(DAY, MEXICO) == datetime(2026, 11, 21, 5, 59, tzinfo=UTC)


@pytest.mark.django_db
@pytest.mark.parametrize(("place", "word", "late"), [(MEXICO, "Due today", 0), (KOLKATA, "1 day late", 1)])
def test_a_milestone_is_late_when_its_day_is_over_where_the_project_is(place, word, late):
    one = MilestoneFactory(project__time_zone=place, project__pilot=True, starts_on=DAY, due_on=DAY)

    with time_machine.travel(EVENING, tick=False):
        assert standing(one)["label"] == word
        assert Milestone.objects.late().count() == late
        assert Milestone.objects.to_remind().count() == late
        assert Milestone.objects.due_soon().count() == 1


@pytest.mark.django_db
def test_readings_and_reviews_of_the_future_are_told_by_the_project_s_calendar():
    project = ProjectFactory(time_zone=MEXICO, pilot=True)
    indicator, tomorrow = IndicatorFactory(project=project), DAY + timedelta(days=1)
    gate = GateFactory(project=project, phase="pilot", written=True)

    with time_machine.travel(EVENING, tick=False):
        with pytest.raises(ValidationError, match="future"):
            record_reading(indicator, by=member_of(project), value=Decimal(1), measured_on=tomorrow)
        decide_gate(gate, by=owner_of(project), version=1, verdict="prolong", next_review_on=tomorrow)

    assert project.gates.filter(planned_on=tomorrow).exists()


@pytest.mark.django_db
def test_a_new_project_follows_the_calendar_of_the_call():
    award = AwardFactory(entry__challenge__competition__time_zone=MEXICO, announced_at=EVENING)
    by = MembershipFactory(organisation=award.entry.challenge.organisation, editor=True).user

    with time_machine.travel(EVENING, tick=False):
        project = start_project(award, by=by)

    assert (project.time_zone, project.starts_on) == (MEXICO, DAY)


@pytest.mark.django_db
@pytest.mark.parametrize(("place", "open_"), [(MEXICO, False), (KOLKATA, True)])
def test_a_city_is_asked_how_it_goes_on_the_day_that_it_is_there(place, open_):
    adoption = AdoptionFactory(time_zone=place)
    FollowUp.objects.create(adoption=adoption, months=6, due_on=DAY + timedelta(days=1))

    with time_machine.travel(EVENING, tick=False):
        assert FollowUp.objects.get().is_open() == open_
        assert FollowUp.objects.filter(has_come("due_on", "adoption__time_zone")).exists() == open_


@pytest.mark.django_db
@pytest.mark.parametrize(("place", "text"), [(MEXICO, "20 Nov 2026"), ("UTC", "21 Nov 2026")])
def test_the_day_of_a_moment_is_the_reader_s_on_pages_and_utc_in_the_api(client, place, text):
    release = ReleaseFactory(published=True, published_at=EVENING)
    client.force_login(UserFactory(time_zone=place))

    assert text in client.get(release.get_absolute_url()).content.decode()
    answer = client.get(f"/api/v1/releases/{release.code}/").json()
    assert "2026-11-21T02:30:00Z" in json.dumps(answer)


def test_nobody_asks_for_a_day_without_a_place():
    days = r"\b(timezone\.localdate|(date|datetime)\.today|utcnow)\b|\b(now\(\)|_at|moment)\.date\(\)"
    files = [path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts]

    asking = [path.name for path in files if re.search(days, path.read_text())]

    assert len(files) > 300
    assert set(asking) == {"zones.py"}
