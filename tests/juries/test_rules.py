"""Who may take each step and what holds it back: one row for each permission and for each guard."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from core.workflow import may
from juries.models import Assignment, Panel
from juries.workflow import assignment as assignments
from juries.workflow import panel as panels
from tests.factories import (
    ConflictFactory,
    DecisionFactory,
    EntryFactory,
    JurorFactory,
    MeetingFactory,
    MembershipFactory,
    OrganisationFactory,
    UserFactory,
)
from tests.juries.conftest import jury, score_all
from tests.rules import assert_forbidden, assert_held_back, assert_takes

pytestmark = pytest.mark.django_db


def people_of(scene):
    """Everybody who has to do with a panel, and who has not; `own` is the juror whose assignment it is."""
    other_office = OrganisationFactory(office=True)
    return {
        "chair": scene.chair.user,
        "own": scene.jurors[1].user,
        "juror": scene.jurors[2].user,
        "office": scene.coordinator,
        "city": scene.editor,
        "team": scene.entries[0].contributors.get().user,
        "other_office": MembershipFactory(organisation=other_office, role="coordinator").user,
        "stranger": UserFactory(),
        "visitor": AnonymousUser(),
    }


def asked():
    return jury("setup", assigned="proposed")


def declared():
    return jury("declaring", scoring_until=timezone.now() + timedelta(days=1))


def scored():
    scene = jury(assigned="scored")
    score_all(scene)
    return scene


def advised():
    scene = jury("deliberating", assigned="locked")
    MeetingFactory(panel=scene.panel)
    for entry in scene.entries:
        DecisionFactory(panel=scene.panel, entry=entry)
    return scene


def signed():
    scene = jury("signed", assigned="locked")
    for entry in scene.entries:
        DecisionFactory(panel=scene.panel, entry=entry, signed=True)
    return scene


def declaring():
    return jury("declaring", assigned="proposed")


def left():
    scene = jury(assigned="recused")
    for assignment in scene.all_given:
        assignment.recusal_code = "left"
        assignment.save()
    return scene


def waived():
    scene = jury("declaring", assigned="conflicted")
    ConflictFactory(
        juror=scene.jurors[1],
        entry=scene.entries[0],
        verdict="waived",
        decided_at=timezone.now(),
        reason="Long ago.",
    )
    return scene


def filled_in():
    scene = jury(assigned="in_progress")
    score_all(scene)
    return scene


# Where the step stands open: how to get there, and who may take it.
PANEL = {
    "open_declarations": (asked, {"office"}),
    "open_scoring": (declared, {"office"}),
    "open_deliberation": (scored, {"chair", "office"}),
    "sign": (advised, {"chair"}),
    "reopen": (signed, {"chair", "office"}),
    "release": (signed, {"office"}),
}
ASSIGNMENT = {
    "declare_free": (declaring, {"own"}),
    "declare_conflict": (declaring, {"own"}),
    "waive": (waived, {"chair", "office"}),
    "begin": (jury, {"own"}),
    "finish": (filled_in, {"own"}),
    "reopen": (scored, {"own"}),
    "lock": (scored, {"chair", "office"}),
    "recuse": (jury, {"own", "chair", "office"}),
    "reinstate": (left, {"office"}),
}


def at_the_step(kind, name):
    """The scene, the item before its step, and who may take it."""
    build, allowed = (PANEL if kind == "panel" else ASSIGNMENT)[name]
    scene = build()
    item = scene.panel if kind == "panel" else scene.given(scene.jurors[1], scene.entries[0])
    return scene, item, allowed


STEPS = [("panel", name) for name in PANEL] + [("assignment", name) for name in ASSIGNMENT]


def test_every_step_has_a_row():
    named = {arrow.name for arrow in Panel().get_all_state_transitions()}
    assert named == set(PANEL)
    named = {arrow.name for arrow in Assignment().get_all_state_transitions()}
    assert named == set(ASSIGNMENT)


@pytest.mark.parametrize(("kind", "name"), STEPS)
def test_a_step_is_taken_by_those_who_may_and_by_nobody_else(kind, name):
    scene, item, allowed = at_the_step(kind, name)
    people = people_of(scene)

    for role in people.keys() - allowed:
        assert_forbidden(item, name, people[role])
    assert {role for role, user in people.items() if may(item, name, user)} == allowed
    assert_takes(item, name, people[min(allowed)])


def no_challenge(scene, item):
    scene.panel.challenges.clear()


def no_chair(scene, item):
    scene.panel.jurors.update(is_chair=False)


def an_entry_without_jurors(scene, item):
    EntryFactory(eligible=True, challenge=scene.challenge)


def no_end_of_scoring(scene, item):
    Panel.objects.update(scoring_until=None)


def time_is_up(scene, item):
    Panel.objects.update(scoring_until=timezone.now())


def an_open_conflict(scene, item):
    Assignment.objects.filter(pk=scene.all_given[0].pk).update(state="conflicted")
    ConflictFactory(juror=scene.all_given[0].juror, entry=scene.all_given[0].entry)


def a_tie_came_about(scene, item):
    ConflictFactory(juror=scene.all_given[0].juror, entry=scene.all_given[0].entry)


def protocol_is_signed(scene, item):
    Panel.objects.update(state="signed")


def gave_it_back(scene, item):
    Assignment.objects.update(recusal_code="time")


def nobody_is_free(scene, item):
    Assignment.objects.update(state="proposed")


def one_is_still_scoring(scene, item):
    Assignment.objects.filter(pk=scene.all_given[0].pk).update(state="in_progress")


def one_waits_for_the_office(scene, item):
    EntryFactory(challenge=scene.challenge, submitted=True)


def no_meeting(scene, item):
    scene.panel.meetings.all().delete()


def one_without_decision(scene, item):
    scene.panel.decisions.first().delete()


def the_chair_is_barred(scene, item):
    ConflictFactory(juror=scene.chair, entry=scene.entries[0], verdict="upheld")


def one_city_is_silent(scene, item):
    scene.panel.decisions.filter(entry=scene.entries[0]).update(city_signed_at=None)


def one_letter_is_empty(scene, item):
    scene.panel.decisions.filter(entry=scene.entries[0]).update(letter="")


def one_letter_tells_another_outcome(scene, item):
    award = scene.panel.decisions.filter(entry=scene.entries[0])
    award.update(letter_edited=True, letter_outcome="shortlist")


def panel_deliberates(scene, item):
    Panel.objects.update(state="deliberating")


def a_tie_stands(scene, item):
    ConflictFactory(juror=item.juror, entry=item.entry, code="same_city", found_by_system=True)


def nothing_is_marked(scene, item):
    item.scorecard.scores.all().delete()


GUARDS = [
    ("panel", "open_declarations", no_challenge, panels.has_challenges),
    ("panel", "open_declarations", no_chair, panels.has_chair),
    ("panel", "open_declarations", an_entry_without_jurors, panels.every_entry_reaches_quorum),
    ("panel", "open_scoring", no_end_of_scoring, panels.has_time_to_score),
    ("panel", "open_scoring", time_is_up, panels.has_time_to_score),
    ("panel", "open_scoring", an_open_conflict, panels.has_no_open_conflict),
    ("panel", "open_scoring", nobody_is_free, panels.has_free_jurors),
    ("panel", "open_deliberation", one_is_still_scoring, panels.scoring_is_over),
    ("panel", "open_deliberation", a_tie_came_about, panels.has_no_open_conflict),
    ("panel", "open_deliberation", one_waits_for_the_office, panels.nothing_waits_for_screening),
    ("panel", "sign", no_meeting, panels.has_met),
    ("panel", "sign", one_without_decision, panels.every_entry_has_a_decision),
    ("panel", "sign", the_chair_is_barred, panels.deputies_have_signed),
    ("panel", "release", one_city_is_silent, panels.cities_have_signed),
    ("panel", "release", one_letter_is_empty, panels.every_letter_is_written),
    ("panel", "release", one_letter_tells_another_outcome, panels.every_letter_fits),
    ("assignment", "declare_free", panel_deliberates, assignments.panel_takes_declarations),
    ("assignment", "declare_free", a_tie_stands, assignments.has_no_standing_conflict),
    ("assignment", "declare_conflict", panel_deliberates, assignments.panel_takes_declarations),
    ("assignment", "waive", a_tie_stands, assignments.has_no_standing_conflict),
    ("assignment", "begin", time_is_up, assignments.scoring_is_open),
    ("assignment", "finish", time_is_up, assignments.scoring_is_open),
    ("assignment", "finish", nothing_is_marked, assignments.scorecard_is_complete),
    ("assignment", "reopen", time_is_up, assignments.scoring_is_open),
    ("assignment", "recuse", protocol_is_signed, assignments.protocol_is_not_signed),
    ("assignment", "reinstate", panel_deliberates, assignments.panel_takes_declarations),
    ("assignment", "reinstate", gave_it_back, assignments.left_the_panel),
    ("assignment", "reinstate", a_tie_stands, assignments.has_no_standing_conflict),
]


def test_every_guard_has_a_row():
    rows = {(kind, name, guard.__name__) for kind, name, _broken, guard in GUARDS}

    assert rows == {
        (model.__name__.lower(), arrow.name, guard.__name__)
        for model in (Panel, Assignment)
        for arrow in model().get_all_state_transitions()
        for guard in arrow.conditions
    }


@pytest.mark.parametrize(("kind", "name", "broken", "guard"), GUARDS)
def test_a_step_is_refused_with_the_sentence_of_the_one_guard_that_does_not_hold(kind, name, broken, guard):
    scene, item, allowed = at_the_step(kind, name)
    by = people_of(scene)[min(allowed)]
    assert may(item, name, by)
    broken(scene, item)

    assert_held_back(item, name, by, guard)


def barred_chair(scene):
    """The chair has a conflict with the first entry: the juror who sits longest acts as deputy."""
    ConflictFactory(juror=scene.chair, entry=scene.entries[0], verdict="upheld")
    return scene.jurors[1].user


@pytest.mark.parametrize(("build", "name"), [(waived, "waive"), (jury, "recuse")])
def test_the_deputy_acts_where_the_chair_has_a_conflict(build, name):
    scene = build()
    deputy = barred_chair(scene)
    item = scene.given(scene.jurors[2], scene.entries[0])

    assert_forbidden(item, name, scene.chair.user)
    assert_takes(item, name, deputy)


def test_nobody_waives_a_conflict_of_their_own_though_they_are_the_office():
    scene = waived()
    scene.jurors[1].user = scene.coordinator
    scene.jurors[1].save()

    assert_forbidden(scene.given(scene.jurors[1], scene.entries[0]), "waive", scene.coordinator)


def test_who_sits_on_the_panel_with_a_conflict_decides_none_about_the_entry_though_they_are_the_office():
    scene = waived()
    seat = JurorFactory(panel=scene.panel, user=scene.coordinator)
    ConflictFactory(juror=seat, entry=scene.entries[0], verdict="upheld")

    assert_forbidden(scene.given(scene.jurors[1], scene.entries[0]), "waive", scene.coordinator)


def test_a_seat_whose_account_is_gone_is_nobodys():
    scene = jury()
    scene.jurors[1].user = None
    scene.jurors[1].save()

    assert_forbidden(scene.given(scene.jurors[1], scene.entries[0]), "begin", AnonymousUser())
