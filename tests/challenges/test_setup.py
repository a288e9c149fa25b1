from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from challenges.clock import wall_time
from challenges.models import AreaOfAction, Challenge, Competition, Criterion, FormQuestion
from challenges.templatetags.calls import event_words
from core.audit import events_of
from core.models import OutboxItem
from tests.factories import (
    AreaOfActionFactory,
    ChallengeFactory,
    CompetitionFactory,
    CriterionFactory,
    FormQuestionFactory,
    FormSectionFactory,
    MembershipFactory,
)

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"challenges:{name}", args=args)


@pytest.fixture
def coordinator(client):
    user = MembershipFactory(coordinator=True).user
    client.force_login(user)
    return user


def office_of(user):
    return user.memberships.get().organisation


CALENDAR = {
    "time_zone": "Europe/Berlin",
    "opens_at": "2031-01-10T08:00",
    "closes_at": "2031-03-01T23:59",
    "tolerance_seconds": "120",
    "judging_until": "2031-04-01T23:59",
    "results_on": "2031-04-15",
    "retention_until": "2032-01-01",
}


ANCHORS = {f"anchor_{step}": f"Step {step}" for step in range(6)}


def _fill_in(client, competition):
    """All parts, and the page on judging; not yet the policies."""
    code = competition.code
    client.post(url("part_create", code, "areas"), {"title": "Health", "motif": 4, "awards_planned": 2})
    client.post(url("part_create", code, "criteria"), {"title": "Fit", "weight": 60, **ANCHORS})
    client.post(url("part_create", code, "criteria"), {"title": "Cost", "weight": 40, **ANCHORS})
    client.post(url("part_create", code, "sections"), {"title": "The idea", "identifier": "idea"})
    section = competition.form_sections.get()
    question = {
        "section": section.pk,
        "label": "What?",
        "identifier": "what",
        "kind": "long",
        "required": "on",
    }
    client.post(url("part_create", code, "questions"), question)
    client.post(url("part_create", code, "rules"), {"text": "It is complete."})
    data = {"version": 1, "rounds": 1, "reviews_per_entry": 3, "quorum": 2, "tie_rule": "First criterion."}
    client.post(url("competition_section", code, "judging"), data)


def test_competition_is_set_up_through_its_pages_and_announced(client, coordinator):
    office = office_of(coordinator)
    city = MembershipFactory(editor=True).user
    made = {
        "office": office.pk,
        "title": "Cities 2031",
        "summary": "Ideas",
        "languages": ["en", "hi"],
        **CALENDAR,
    }
    assert client.get(url("competition_create")).status_code == 200
    client.post(url("competition_create"), made)
    competition = Competition.objects.get()
    code = competition.code
    assert competition.closes_at.isoformat() == "2031-03-01T22:59:00+00:00"

    _fill_in(client, competition)
    refused = client.post(url("competition_transition", code), {"step": "announce"})
    assert (refused.status_code, Competition.objects.get().state) == (409, "draft")
    page = client.get(url("competition_edit", code)).text
    assert "Write the policies" in page
    client.post(url("competition_section", code, "policies"), {"version": 2, "policies": "Be fair."})
    assert 'id="missing"' not in client.get(url("competition_edit", code)).text
    for page in ("basics", "calendar", "judging", "policies"):
        assert client.get(url("competition_section", code, page)).status_code == 200
    assert client.get(url("competition_edit", code)).status_code == 200
    response = client.post(url("competition_transition", code), {"step": "announce"})

    assert response.status_code == 302
    competition = Competition.objects.get()
    assert (competition.state, competition.tie_rule) == ("announced", "First criterion.")
    assert Criterion.objects.get(title="Fit").anchors["0"] == "Step 0"
    assert [row.order for row in competition.criteria.all()] == [0, 1]
    assert OutboxItem.objects.get(kind="mail").payload["to"] == city.email
    assert client.get(url("competition_history", code)).status_code == 200


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("closes_at", "2031-01-01T08:00", "after the opening"),
        ("opens_at", "2031-03-30T02:30", "does not exist"),
        ("closes_at", "2031-10-26T02:30", "happens twice"),
        ("judging_until", "2031-02-01T08:00", "after the deadline"),
        ("questions_until", "2031-03-02T08:00", "between opening and deadline"),
        ("results_on", "2031-03-02", "before judging has ended"),
        ("retention_until", "2031-04-01", "six months"),
        ("opens_at", "tomorrow", "Write day and time"),
        ("time_zone", "Mars/Base", "valid choice"),
    ],
)
def test_impossible_calendar_is_refused_at_the_field(client, coordinator, field, value, words):
    competition = CompetitionFactory(office=office_of(coordinator))
    before = Competition.objects.values().get()

    response = client.post(
        url("competition_section", competition.code, "calendar"), {**CALENDAR, "version": 1, field: value}
    )

    assert words in response.content.decode()
    assert Competition.objects.values().get() == before


def test_edit_of_a_stale_copy_is_a_409(client, coordinator):
    office = office_of(coordinator)
    competition = CompetitionFactory(office=office, version=4, field_versions={"policies": 4})

    response = client.post(
        url("competition_section", competition.code, "policies"), {"version": 3, "policies": "x"}
    )

    assert response.status_code == 409
    assert Competition.objects.get().policies == ""


def test_changed_deadline_of_a_running_call_is_told_and_noted(client, coordinator):
    competition = CompetitionFactory(running=True, office=office_of(coordinator))
    challenge = ChallengeFactory(published=True, competition=competition)
    city = MembershipFactory(organisation=challenge.organisation, editor=True).user

    opened = wall_time(competition.opens_at, "Europe/Berlin").isoformat()
    sent = {**CALENDAR, "opens_at": opened, "version": 1}
    section = url("competition_section", competition.code, "calendar")
    asked = client.post(section, sent).text
    assert "1 Mar 2031" in asked
    assert not events_of(competition)
    client.post(section, sent | {"confirm": "1", "change-reason": "Holidays.", "change-weight": "mail"})

    event = events_of(competition).get()
    assert event.verb == "edited"
    assert "1 Mar 2031, 23:59 Berlin time" in event_words(event)
    mail = OutboxItem.objects.get(kind="mail").payload
    assert mail["to"] == city.email
    assert "1 Mar 2031, 23:59 Berlin time" in mail["text"]


def test_quorum_above_the_number_of_jurors_is_refused(client, coordinator):
    competition = CompetitionFactory(office=office_of(coordinator))
    data = {"version": 1, "rounds": 1, "reviews_per_entry": 2, "quorum": 3}

    response = client.post(url("competition_section", competition.code, "judging"), data)

    assert "more than the number of jurors" in response.content.decode()


def test_criterion_is_retired_and_brought_back(client, coordinator):
    competition = CompetitionFactory(ready=True, office=office_of(coordinator))
    criterion = competition.criteria.first()

    client.post(url("part_remove", competition.code, "criteria", criterion.pk))
    assert Competition.objects.get().weight_total() == 40
    assert client.get(url("part_list", competition.code, "criteria")).status_code == 200
    client.post(url("part_restore", competition.code, "criteria", criterion.pk))

    assert Competition.objects.get().weight_total() == 100


def test_area_with_challenges_stays(client, coordinator):
    competition = CompetitionFactory(office=office_of(coordinator))
    area = AreaOfActionFactory(competition=competition)
    unused = AreaOfActionFactory(competition=competition)
    ChallengeFactory(competition=competition, area=area)

    refused = client.post(url("part_remove", competition.code, "areas", area.pk))
    client.post(url("part_remove", competition.code, "areas", unused.pk))

    assert refused.status_code == 409
    assert list(AreaOfAction.objects.all()) == [area]


def test_section_with_questions_stays(client, coordinator):
    competition = CompetitionFactory(office=office_of(coordinator))
    question = FormQuestionFactory(section__competition=competition)

    response = client.post(url("part_remove", competition.code, "sections", question.section.pk))

    assert response.status_code == 409


@pytest.mark.parametrize("word", ["version", "as_read", "later"])
def test_no_question_takes_a_name_that_the_form_itself_needs(client, coordinator, word):
    competition = CompetitionFactory(office=office_of(coordinator))
    section = FormSectionFactory(competition=competition)
    data = {"section": section.pk, "label": "Which?", "identifier": word, "kind": "text", "order": 0}

    answer = client.post(url("part_create", competition.code, "questions"), data)

    assert "The form itself uses this word." in answer.text
    assert not FormQuestion.objects.exists()


def test_identifier_of_a_question_never_changes(client, coordinator):
    competition = CompetitionFactory(office=office_of(coordinator))
    question = FormQuestionFactory(section__competition=competition, identifier="what")
    data = {"section": question.section.pk, "label": "New", "identifier": "other", "kind": "text", "order": 0}

    client.post(url("part_edit", competition.code, "questions", question.pk), data)

    changed = FormQuestion.objects.get()
    assert (changed.label, changed.identifier) == ("New", "what")


def test_choice_needs_two_choices(client, coordinator):
    competition = CompetitionFactory(office=office_of(coordinator))
    section = FormSectionFactory(competition=competition)
    data = {
        "section": section.pk,
        "label": "Which?",
        "identifier": "which",
        "kind": "choice",
        "choices": "One",
    }

    response = client.post(url("part_create", competition.code, "questions"), data)

    assert "at least two choices" in response.content.decode()


def test_parts_of_another_competition_do_not_exist(client, coordinator):
    own = CompetitionFactory(office=office_of(coordinator))
    foreign = CriterionFactory()

    assert client.get(url("part_edit", own.code, "criteria", foreign.pk)).status_code == 404
    assert client.post(url("part_remove", own.code, "criteria", foreign.pk)).status_code == 404
    assert client.get(url("competition_edit", foreign.competition.code)).status_code == 404


def test_set_up_is_fixed_once_judging_began(client, coordinator):
    competition = CompetitionFactory(judging=True, office=office_of(coordinator))
    criterion = CriterionFactory(competition=competition, weight=50)

    changed = client.post(
        url("part_edit", competition.code, "criteria", criterion.pk), {"title": "x", "weight": 10, "order": 0}
    )

    assert changed.status_code == 409
    assert Criterion.objects.get().weight == 50


def test_judging_takes_the_challenges_along(client, coordinator):
    past = timezone.now() - timedelta(days=1)
    competition = CompetitionFactory(running=True, ready=True, office=office_of(coordinator), closes_at=past)
    ChallengeFactory(published=True, competition=competition)
    ChallengeFactory(competition=competition)

    client.post(url("competition_transition", competition.code), {"step": "begin_judging"})

    assert Competition.objects.get().state == "judging"
    assert sorted(Challenge.objects.values_list("state", flat=True)) == ["draft", "in_selection"]


def test_cancelling_asks_for_a_reason(client, coordinator):
    competition = CompetitionFactory(running=True, office=office_of(coordinator))

    asked = client.post(url("competition_transition", competition.code), {"step": "cancel"})
    assert asked["Location"] == url("competition_cancel", competition.code)
    assert client.get(asked["Location"]).status_code == 200
    client.post(asked["Location"], {"note": "No venue."})

    assert Competition.objects.get().state == "cancelled"
    assert competition.history.get().note == "No venue."


def test_unknown_step_is_a_409(client, coordinator):
    competition = CompetitionFactory(office=office_of(coordinator))

    assert client.post(url("competition_transition", competition.code), {"step": "save"}).status_code == 409
    assert client.get(url("competition_transition", competition.code)).status_code == 405
