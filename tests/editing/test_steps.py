"""Steps that rest on a text: who takes them has read it as it is now."""

import pytest
from django.urls import reverse

from cocreation.models import Gate, Milestone, Project, Risk
from network.actions.events import cancel_event
from network.models import Event
from tests.cocreation.roles import member_of, owner_of
from tests.editing.cocreation import on_board
from tests.editing.windows import Window
from tests.factories import (
    EventFactory,
    GateFactory,
    MembershipFactory,
    MilestoneFactory,
    ProjectFactory,
    RiskFactory,
)

pytestmark = pytest.mark.django_db
TEXTS = dict.fromkeys(Gate.WORKSTREAMS, "It is ready.")


@pytest.fixture
def gate():
    return GateFactory(project=ProjectFactory(pilot=True), phase="pilot", **TEXTS)


def test_a_verdict_is_given_on_the_texts_that_were_read(gate):
    owner = owner_of(gate.project)
    verdict = Window(owner, reverse("cocreation:gate_decide", args=[gate.code]), "verdict")
    writing = Window(owner, reverse("cocreation:gate_edit", args=[gate.project.code]), "technical")
    writing.send(technical="It broke yesterday.")

    assert verdict.send(verdict="proceed") == 409
    assert "It broke yesterday." in verdict.text()
    assert Gate.objects.get(pk=gate.pk).decided_at is None

    assert verdict.send(verdict="proceed") == 302


def test_texts_for_a_decided_gate_do_not_land_in_the_next_one(gate):
    owner = owner_of(gate.project)
    writing = Window(owner, reverse("cocreation:gate_edit", args=[gate.project.code]), "technical")
    Gate.objects.filter(pk=gate.pk).update(decided_at="2026-01-01T00:00Z", verdict="prolong")
    following = GateFactory(project=gate.project, phase="pilot")

    assert writing.send(technical="Meant for the old one.") == 409

    assert "Somebody else has decided this gate" in writing.text()
    assert writing.fields["technical"] == "Meant for the old one."
    assert Gate.objects.get(pk=following.pk).technical == ""


def test_two_owners_who_begin_the_same_gate_see_both_texts():
    project = ProjectFactory(pilot=True)
    address = reverse("cocreation:gate_edit", args=[project.code])
    one, two = (Window(owner_of(project), address, "technical") for _n in range(2))

    assert one.send(technical="It works.") == 302
    assert two.send(technical="It does not.") == 409

    assert "It works." in two.text()
    assert two.fields["technical"] == "It does not."
    assert Gate.objects.get().technical == "It works."


def test_a_risk_that_somebody_closed_stays_closed():
    user, address = on_board("risk_edit", RiskFactory)()
    one, two = Window(user, address, "title"), Window(user, address, "title")

    assert one.send(closed="on") == 302
    assert two.send(response="Roofs.") == 302

    risk = Risk.objects.get()
    assert risk.closed_at
    assert risk.response == "Roofs."


def test_a_project_ends_with_the_lessons_that_were_written_before():
    project = ProjectFactory(pilot=True, lessons_learned="Awnings first.")
    address = reverse("cocreation:project_discontinue", args=[project.code])
    ending = Window(owner_of(project), address, "lessons_learned")

    assert ending.send(note="No money.") == 302

    ended = Project.objects.get()
    assert (ended.state, ended.lessons_learned) == ("discontinued", "Awnings first.")


def test_lessons_that_were_changed_meanwhile_are_read_before_the_project_ends():
    project = ProjectFactory(pilot=True, lessons_learned="Awnings first.")
    owner = owner_of(project)
    ending = Window(owner, reverse("cocreation:project_discontinue", args=[project.code]), "lessons_learned")
    writing = Window(owner, reverse("cocreation:project_edit", args=[project.code]), "lessons_learned")
    writing.send(lessons_learned="Water first.")

    assert ending.send() == 409

    assert Project.objects.get().state == "pilot"
    assert "Water first." in ending.text()
    assert ending.send() == 302
    assert Project.objects.get().lessons_learned == "Water first."


def test_an_event_that_was_called_off_is_not_moved_from_an_old_window():
    event = EventFactory(is_public=True)
    user = MembershipFactory(organisation=event.host, editor=True).user
    window = Window(user, reverse("network:event_edit", args=[event.code]), "place")
    cancel_event(event, by=user, reason="The hall is closed.")

    assert window.send(place="Another hall") == 409

    assert Event.objects.get().place == event.place


def test_evidence_that_somebody_wrote_meanwhile_is_shown_before_the_milestone_is_done():
    milestone = MilestoneFactory(in_work=True)
    address = reverse("cocreation:milestone_finish", args=[milestone.code])
    one, two = (Window(member_of(milestone.project), address, "evidence") for _n in range(2))
    milestone.evidence = "Forty stalls."
    milestone.stamp(["evidence"])
    milestone.save()

    assert one.send(evidence="Fifty stalls.") == 409
    assert "Forty stalls." in one.text()
    assert one.send() == 302
    assert two.send(evidence="Sixty stalls.") == 409
    assert Milestone.objects.get().evidence == "Fifty stalls."


def test_lessons_that_somebody_wrote_meanwhile_are_shown_before_the_project_ends():
    project = ProjectFactory(pilot=True)
    owner = owner_of(project)
    ending = Window(owner, reverse("cocreation:project_discontinue", args=[project.code]), "lessons_learned")
    writing = Window(owner, reverse("cocreation:project_edit", args=[project.code]), "lessons_learned")
    writing.send(lessons_learned="Ask the vendors first.")

    assert ending.send(lessons_learned="It was too hot.") == 409

    assert "Ask the vendors first." in ending.text()
    assert Project.objects.get().ended_at is None
    assert ending.send() == 302
    assert Project.objects.get().lessons_learned == "It was too hot."
