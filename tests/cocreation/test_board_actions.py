"""Milestones, indicators, gates, updates, risks, decisions, documents."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from cocreation.actions.gates import decide_gate, prepare_gate
from cocreation.actions.indicators import edit_indicator, record_reading, retire_indicator
from cocreation.actions.milestones import add_milestone, edit_milestone, finish_milestone, remind_late
from cocreation.actions.notes import add_document, add_risk, edit_risk, log_decision, remove_document
from cocreation.actions.updates import edit_update, publish_update, write_update
from cocreation.models import Gate, Reading, Risk
from core.models import OutboxItem
from core.workflow import Refused, Stale
from tests.cocreation.roles import member_of, owner_of, reader_of
from tests.factories import (
    FollowFactory,
    GateFactory,
    IndicatorFactory,
    MilestoneFactory,
    ProjectDocumentFactory,
    ProjectFactory,
    ReadingFactory,
    RiskFactory,
    StoredFileFactory,
    UpdateFactory,
)

pytestmark = pytest.mark.django_db
DAY = date(2026, 10, 1)


def mails():
    return sorted(OutboxItem.objects.filter(kind="mail").values_list("payload__to", flat=True))


def test_milestones_are_planned_by_members_only():
    project = ProjectFactory()
    plan = {"title": "Awnings", "starts_on": DAY, "due_on": DAY + timedelta(days=9)}

    milestone = add_milestone(project, by=member_of(project, "mentor"), **plan)
    with pytest.raises(PermissionDenied):
        add_milestone(project, by=reader_of(project), **plan)
    with pytest.raises(ValidationError):
        add_milestone(project, by=member_of(project), **plan | {"due_on": date(2020, 1, 1)})
    with pytest.raises(ValidationError, match="member"):
        add_milestone(project, by=member_of(project), responsible=reader_of(project), **plan)

    assert list(project.milestones.all()) == [milestone]


def test_changing_a_milestone_needs_the_version_read():
    milestone = MilestoneFactory()
    member = member_of(milestone.project)

    edit_milestone(milestone, by=member, version=1, title="Awnings, ward 14")

    with pytest.raises(Stale):
        edit_milestone(milestone, by=member, version=1, title="Lost")


def test_finishing_asks_for_evidence():
    milestone = MilestoneFactory(in_work=True)
    member = member_of(milestone.project)

    with pytest.raises(ValidationError, match="what was reached"):
        finish_milestone(milestone, by=member, version=1, evidence="  ")
    assert not milestone.history.exists()
    done = finish_milestone(milestone, by=member, version=1, evidence_file=StoredFileFactory())

    assert done.is_done()
    assert done.history.get().transition == "finish"
    with pytest.raises(Refused, match="already"):
        finish_milestone(done, by=member, version=2, evidence="Again")


def test_late_milestones_are_chased_once_per_day_set():
    late = MilestoneFactory(late=True)
    member = member_of(late.project)
    named = MilestoneFactory(late=True, project=late.project, responsible=member_of(late.project))
    MilestoneFactory(late=True, project=ProjectFactory(paused=True))
    MilestoneFactory(done=True, due_on=DAY, starts_on=DAY)

    first, again = remind_late(), remind_late()

    assert (first, again) == (2, 0)
    assert mails() == sorted([member.email, named.responsible.email, named.responsible.email])


def test_readings_in_range_are_taken_and_others_confirmed():
    indicator = IndicatorFactory(fixed=True)
    member = member_of(indicator.project)

    record_reading(indicator, by=member, value=Decimal("8.1"), measured_on=DAY)
    with pytest.raises(ValidationError, match="0 to 100"):
        record_reading(indicator, by=member, value=Decimal(810), measured_on=date(2026, 10, 2))
    unusual = record_reading(
        indicator, by=member, value=Decimal(810), measured_on=date(2026, 10, 2), sure=True
    )

    assert indicator.latest() == unusual


def test_readings_of_the_future_or_of_the_same_day_are_refused():
    indicator = IndicatorFactory(fixed=True)
    member = member_of(indicator.project)
    ReadingFactory(indicator=indicator, measured_on=DAY)

    with pytest.raises(ValidationError, match="already"):
        record_reading(indicator, by=member, value=Decimal(8), measured_on=DAY)
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(ValidationError, match="future"):
        record_reading(indicator, by=member, value=Decimal(8), measured_on=tomorrow)


def test_a_correction_keeps_what_was_written():
    wrong = ReadingFactory(value=Decimal("98"), measured_on=DAY)
    member = member_of(wrong.indicator.project)
    values = {"by": member, "measured_on": DAY, "note": "Comma lost", "replaces": wrong}

    right = record_reading(wrong.indicator, value=Decimal("9.8"), **values)
    with pytest.raises(Refused, match="corrected already"):
        record_reading(wrong.indicator, value=Decimal("9.9"), **values)

    assert list(wrong.indicator.readings.in_force()) == [right]
    assert Reading.objects.get(pk=wrong.pk).value == Decimal("98")


def test_success_criteria_stay_once_the_pilot_has_begun():
    indicator = IndicatorFactory(fixed=True, project=ProjectFactory(pilot=True))
    member = member_of(indicator.project)

    with pytest.raises(Refused, match="pilot has begun"):
        edit_indicator(indicator, by=member, version=1, target=Decimal(9))
    renamed = edit_indicator(indicator, by=member, version=1, name="Absences", target=Decimal(7))

    assert (renamed.name, renamed.target) == ("Absences", 7)


def test_a_retired_indicator_takes_no_readings():
    indicator = IndicatorFactory(fixed=True)
    member = member_of(indicator.project)

    retire_indicator(indicator, by=member)

    with pytest.raises(Refused, match="retired"):
        record_reading(indicator, by=member, value=Decimal(8), measured_on=DAY)
    assert not indicator.project.indicators.fixed().exists()


def test_a_gate_is_prepared_and_decided_by_the_owner():
    project = ProjectFactory()
    owner, member = owner_of(project), member_of(project)

    gate = prepare_gate(project, by=owner, version=0, economic="Pays off.")
    with pytest.raises(Refused, match="organisational"):
        decide_gate(gate, by=owner, version=1, verdict="proceed")
    texts = dict.fromkeys(Gate.WORKSTREAMS, "Fine.")
    gate = prepare_gate(project, by=owner, version=1, **texts)
    with pytest.raises(PermissionDenied):
        decide_gate(gate, by=member, version=2, verdict="proceed")
    gate = decide_gate(gate, by=owner, version=2, verdict="proceed")

    assert gate.says_proceed()
    assert mails() == [member.email]
    with pytest.raises(Refused, match="decided already"):
        decide_gate(gate, by=owner, version=3, verdict="stop")


def test_a_prolonged_phase_gets_its_next_gate():
    gate = GateFactory(written=True)
    owner = owner_of(gate.project)
    day = timezone.localdate() + timedelta(days=40)

    with pytest.raises(ValidationError, match="coming day"):
        decide_gate(gate, by=owner, version=1, verdict="prolong")
    decide_gate(gate, by=owner, version=1, verdict="prolong", next_review_on=day)

    upcoming = gate.project.open_gate()
    assert (upcoming.phase, upcoming.planned_on) == (gate.phase, day)


@pytest.mark.parametrize(
    ("public", "page", "follower_hears"), [(True, True, True), (False, True, False), (True, False, False)]
)
def test_updates_are_mailed_to_those_who_may_read_them(public, page, follower_hears):
    project = ProjectFactory(public=page)
    writer, member = member_of(project), member_of(project)
    follower = FollowFactory(project=project).user

    update = write_update(
        project, by=writer, title="News", text="Awnings are up.", public=public, publish=True
    )

    assert mails() == sorted([member.email] + [follower.email] * follower_hears)
    with pytest.raises(Refused, match="published already"):
        publish_update(update, by=writer)


def test_for_whom_news_is_stays_once_published():
    update = UpdateFactory(published=True, public=False)

    with pytest.raises(Refused, match="For whom"):
        edit_update(update, by=member_of(update.project), version=1, public=True)


def test_news_whose_author_is_gone_can_be_mended():
    update = UpdateFactory(by=None)

    mended = edit_update(update, by=member_of(update.project), version=update.version, title="Mended")

    assert mended.title == "Mended"


def test_risks_are_judged_and_closed():
    risk = RiskFactory()
    member = member_of(risk.project)

    edit_risk(risk, by=member, version=1, closed=True, impact=Risk.Level.HIGH)
    reopened = edit_risk(risk, by=member, version=2, closed=False)

    assert (reopened.impact, reopened.closed_at) == (3, None)


def test_decisions_and_documents_are_logged():
    project = ProjectFactory()
    member = member_of(project)

    log_decision(project, by=member, title="Textile waste", reason="Cheaper.")
    document = add_document(project, by=member, file=StoredFileFactory(), title="Plan", public=False)
    remove_document(document, by=member)

    assert project.decisions.get().by == member
    assert not project.documents.in_use().exists()
    assert project.documents.count() == 1


def test_the_board_of_a_closed_project_stays():
    project = ProjectFactory(completed=True)
    member = member_of(project)

    with pytest.raises(Refused, match="has ended"):
        add_risk(project, by=member, title="Late")
    with pytest.raises(Refused, match="has ended"):
        write_update(project, by=member, title="News", text="x")
    with pytest.raises(PermissionDenied):
        remove_document(ProjectDocumentFactory(project=project), by=reader_of(project))
