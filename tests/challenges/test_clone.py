"""A past competition as the beginning of a new one."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from challenges.actions.clone import clone_competition
from challenges.models import Competition
from challenges.readiness import missing
from tests.factories import (
    ChallengeFactory,
    CompetitionFactory,
    CriterionFactory,
    EntryFactory,
    FormQuestionFactory,
    MembershipFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def past():
    made = CompetitionFactory(
        ready=True,
        time_zone="Europe/Berlin",
        opens_at=datetime(2026, 1, 12, 7, 0, tzinfo=UTC),  # Monday, 8 o'clock in winter
        closes_at=datetime(2026, 3, 31, 21, 59, tzinfo=UTC),  # Tuesday, 23:59 in summer
        judging_until=datetime(2026, 5, 15, 10, 0, tzinfo=UTC),  # Friday, noon
        results_on=date(2026, 6, 1),
        retention_until=date(2027, 6, 1),
        tie_rule="The first criterion decides.",
    )
    CriterionFactory(competition=made, weight=0, retired_at=timezone.now())
    first = made.form_sections.get().questions.get()
    FormQuestionFactory(
        section=first.section,
        required_since=timezone.now(),
        shown_if=first,
        shown_value="yes",
        required_from=datetime(2026, 2, 2, 7, tzinfo=UTC),
    )
    Competition.objects.filter(pk=made.pk).update(state="closed", announced_at=timezone.now(), is_demo=True)
    EntryFactory(challenge=ChallengeFactory(competition=made, decided=True))
    return Competition.objects.get(pk=made.pk)


@pytest.fixture
def office(past):
    return MembershipFactory(organisation=past.office, role="coordinator").user


def test_all_of_the_set_up_comes_along_and_nothing_that_came_in(past, office):
    made = clone_competition(past, by=office, title="Next", opens_at=datetime(2031, 1, 13, 7, tzinfo=UTC))

    assert (made.state, made.announced_at, made.is_demo, made.code != past.code) == (
        "draft",
        None,
        False,
        True,
    )
    for name in ("policies", "tie_rule", "languages", "time_zone", "blind", "method", "quorum"):
        assert getattr(made, name) == getattr(past, name)
    for rows in ("areas", "criteria", "form_sections", "eligibility_rules"):
        old, new = (
            [str(row) for row in getattr(one, rows).all() if not getattr(row, "retired_at", None)]
            for one in (past, made)
        )
        assert old == new
        assert new
    assert [one.anchors for one in made.criteria.all()] == [one.anchors for one in past.criteria.in_force()]
    questions = made.form_sections.get().questions.all()
    assert len(questions) == 2
    assert not any(one.required_since for one in questions)
    assert (questions[1].shown_if, questions[1].shown_value) == (questions[0], "yes")
    assert questions[1].required_from == datetime(2031, 2, 3, 7, tzinfo=UTC)
    assert not made.challenges.exists()
    assert not missing(made)


def test_dates_keep_their_distance_by_the_clock_and_leave_weekends(past, office):
    # One day later in the week: Friday noon would be a Saturday.
    made = clone_competition(past, by=office, title="Next", opens_at=datetime(2027, 1, 12, 7, tzinfo=UTC))

    assert made.closes_at == datetime(2027, 3, 31, 21, 59, tzinfo=UTC)  # Wednesday, still 23:59
    assert made.judging_until == datetime(2027, 5, 17, 10, tzinfo=UTC)  # Monday instead of Saturday
    assert made.results_on == date(2027, 6, 1)
    assert made.retention_until == date(2028, 5, 31)


def test_dates_stay_in_order_where_they_move_off_a_weekend(past, office):
    past.judging_until = datetime(2026, 5, 15, 10, tzinfo=UTC)  # Friday
    past.results_on = date(2026, 5, 16)  # the Saturday after
    past.save()
    made = clone_competition(past, by=office, title="Next", opens_at=datetime(2027, 1, 12, 7, tzinfo=UTC))

    assert (made.judging_until.date(), made.results_on) == (date(2027, 5, 17), date(2027, 5, 17))
    assert made.is_calendar_in_order()


def test_a_change_of_the_copy_leaves_the_past_as_it_was(past, office):
    made = clone_competition(past, by=office, title="Next", opens_at=datetime(2031, 1, 13, 7, tzinfo=UTC))
    made.criteria.update(title="Another")
    made.form_sections.get().questions.filter(shown_if__isnull=False).delete()

    assert not past.criteria.filter(title="Another").exists()
    assert past.form_sections.get().questions.count() == 2


def test_the_office_clones_from_the_page_and_goes_on_with_the_set_up(past, office, client):
    client.force_login(office)
    address = reverse("challenges:competition_clone", args=[past.code])
    assert address in client.get(reverse("challenges:competition_edit", args=[past.code])).text

    sent = {"title": "Cities 2031", "opens_at": "2031-01-13T08:00"}
    done = client.post(address, sent)
    again = client.post(address, sent)

    made = Competition.objects.get(title="Cities 2031")
    assert done.url == again.url == reverse("challenges:competition_edit", args=[made.code])
    assert made.opens_at == datetime(2031, 1, 13, 7, tzinfo=UTC)
    assert "Write day and time" in client.post(address, {"title": "X", "opens_at": "soon"}).text


def test_others_clone_nothing(past):
    for by in (UserFactory(), MembershipFactory(coordinator=True).user):
        with pytest.raises(PermissionDenied):
            clone_competition(past, by=by, title="Mine", opens_at=timezone.now())
