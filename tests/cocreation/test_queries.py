"""Who sees which projects and what is on their boards."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from bench.measure import Cost, counted
from cocreation.models import Gate, Indicator, Milestone, Project, Reading, Update
from cocreation.queries import with_readings
from tests.cocreation.roles import member_of, nobody, owner_of, reader_of, stranger
from tests.factories import (
    AwardFactory,
    GateFactory,
    IndicatorFactory,
    MembershipFactory,
    MilestoneFactory,
    ProjectFactory,
    ReadingFactory,
    UpdateFactory,
)

pytestmark = pytest.mark.django_db


def test_boards_are_for_members_both_organisations_and_the_office():
    award = AwardFactory()
    entry = award.entry
    project = ProjectFactory(award=award, city=entry.challenge.organisation, team=entry.organisation)
    office = entry.challenge.competition.office

    insiders = [owner_of(project), member_of(project, "expert"), reader_of(project)]
    insiders.append(MembershipFactory(organisation=office, role="coordinator").user)
    outsiders = [stranger(), nobody(), MembershipFactory(coordinator=True).user, AnonymousUser()]

    assert all(Project.objects.boards_of(user).filter(pk=project.pk).exists() for user in insiders)
    assert not any(Project.objects.visible_to(user).exists() for user in outsiders)


def test_public_projects_are_seen_by_everybody_but_their_boards_are_not():
    project = ProjectFactory(public=True)

    for user in (stranger(), AnonymousUser()):
        assert Project.objects.visible_to(user).get() == project
        assert not Project.objects.boards_of(user).exists()


def test_a_project_entered_by_hand_is_every_offices():
    ProjectFactory()

    assert Project.objects.boards_of(MembershipFactory(coordinator=True).user).exists()


def test_updates_are_drafts_for_members_then_news_for_their_readers():
    project = ProjectFactory(public=True)
    draft = UpdateFactory(project=project)
    inside = UpdateFactory(project=project, published=True, public=False)
    outside = UpdateFactory(project=project, published=True)
    hidden = UpdateFactory(published=True)

    seen = {
        who: set(Update.objects.visible_to(user))
        for who, user in {
            "member": member_of(project),
            "reader": reader_of(project),
            "anonymous": AnonymousUser(),
        }.items()
    }

    assert seen == {"member": {draft, inside, outside}, "reader": {inside, outside}, "anonymous": {outside}}
    assert hidden not in seen["member"]


def test_indicators_and_readings_follow_the_project():
    shown = ReadingFactory(indicator__project=ProjectFactory(public=True))
    kept = ReadingFactory(indicator__project=shown.indicator.project, indicator__public=False)
    ReadingFactory()

    assert set(Reading.objects.visible_to(AnonymousUser())) == {shown}
    assert set(Reading.objects.visible_to(member_of(shown.indicator.project))) == {shown, kept}
    assert set(Indicator.objects.visible_to(AnonymousUser())) == {shown.indicator}


def test_progress_counts_each_milestone_once():
    project = ProjectFactory()
    MilestoneFactory(project=project, done=True)
    MilestoneFactory(project=project, late=True)
    MilestoneFactory(project=project, dropped=True)
    member_of(project)

    found = Project.objects.with_progress().get()

    assert (found.milestone_count, found.done_count, found.late_count) == (2, 1, 1)


def test_the_board_shows_open_milestones_and_what_was_done_last():
    project = ProjectFactory()
    MilestoneFactory.create_batch(4, project=project, done=True)
    upcoming = MilestoneFactory(project=project)

    shown = project.milestones.for_board(done=2)

    assert len(shown) == 3
    assert upcoming in shown


def test_due_soon_leaves_out_what_stands_still():
    due = timezone.localdate() + timedelta(days=3)
    soon = MilestoneFactory(due_on=due)
    MilestoneFactory(due_on=due, project=ProjectFactory(paused=True))
    MilestoneFactory(due_on=due, done=True)
    MilestoneFactory()

    assert list(Milestone.objects.due_soon()) == [soon]


def test_gates_are_due_in_their_own_phase_only():
    soon = timezone.localdate() + timedelta(days=3)
    due = GateFactory(planned_on=soon)
    GateFactory(planned_on=soon, phase="pilot")
    GateFactory(planned_on=timezone.localdate() + timedelta(days=60))

    assert list(Gate.objects.that_wait()) == [due]


def test_a_step_waits_only_when_the_last_verdict_says_proceed():
    ready, taken_back = ProjectFactory(), ProjectFactory()
    verdict = GateFactory(project=ready, proceed=True)
    GateFactory(project=taken_back, proceed=True)
    GateFactory(project=taken_back, prolong=True)

    assert list(Gate.objects.that_wait()) == [verdict]


def test_in_transfer_finds_what_other_cities_can_use():
    transfer, completed = ProjectFactory(transfer=True), ProjectFactory(completed=True)
    ProjectFactory(pilot=True)

    assert set(Project.objects.in_transfer()) == {transfer, completed}


def test_the_last_day_is_that_of_the_reading_in_force():
    indicator = IndicatorFactory(fixed=True)
    wrong = ReadingFactory(indicator=indicator, measured_on="2026-10-09")
    ReadingFactory(indicator=indicator, measured_on="2026-10-02", replaces=wrong)

    assert str(Indicator.objects.with_last_day().get().last_on) == "2026-10-02"


def test_a_chart_shows_the_latest_readings_in_force(django_assert_num_queries):
    indicator = IndicatorFactory(fixed=True)
    rows = [
        ReadingFactory(indicator=indicator, measured_on=date(2026, 1, 1) + timedelta(n)) for n in range(62)
    ]
    Reading.objects.filter(pk=rows[61].pk).update(replaces=rows[60])
    other = ReadingFactory(indicator=IndicatorFactory(project=indicator.project, fixed=True))

    with django_assert_num_queries(2):
        many, few = with_readings(indicator.project.indicators.order_by("pk"))
        shown, latest = many.recent(), many.latest()

    assert shown == [*rows[1:60], rows[61]]
    assert (many.has_older(), few.has_older()) == (True, False)
    assert latest == rows[61]
    assert few.recent() == [other]
    assert Indicator.objects.get(pk=indicator.pk).recent() == shown


def test_the_latest_reading_is_found_alone():
    row = ReadingFactory()
    ReadingFactory(indicator=row.indicator, measured_on=row.measured_on - timedelta(1))
    cost = Cost()

    with counted(cost):
        assert row.indicator.latest() == row

    assert cost.objects == 1
    assert IndicatorFactory().latest() is None
