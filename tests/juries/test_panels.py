"""Setting a panel up: rules, jurors, assignments; moving it on."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.models import OutboxItem
from core.workflow import Refused, Stale
from juries.actions import jurors
from juries.actions.assignments import add_assignment, propose_plan, save_plan
from juries.actions.jurors import accept_invitation, edit_juror, invite_juror, remove_juror
from juries.actions.panels import choose_challenges, create_panel, edit_panel, move_panel
from juries.models import Assignment, AssignmentRecord, Juror, JurorInvitation, Panel
from juries.waiting import waiting_for
from network import invitations
from tests.factories import (
    CompetitionFactory,
    EntryFactory,
    JurorFactory,
    OrganisationFactory,
    PanelFactory,
    UserFactory,
)
from tests.juries.conftest import jury, score_all

pytestmark = pytest.mark.django_db


def test_a_panel_takes_over_the_rules_of_its_competition():
    scene = jury("setup")
    scene.competition.blind, scene.competition.quorum, scene.competition.reviews_per_entry = True, 9, 4

    panel = create_panel(scene.competition, by=scene.coordinator, title="Panel")

    assert (panel.blind, panel.quorum, panel.reviews_per_entry) == (True, 4, 4)


def test_only_the_office_makes_panels():
    with pytest.raises(PermissionDenied):
        create_panel(CompetitionFactory(), by=UserFactory(), title="Mine")


def test_rules_are_fixed_once_jurors_were_asked(scene):
    with pytest.raises(Refused):
        edit_panel(scene.panel, by=scene.coordinator, quorum=2)

    later = timezone.now() + timedelta(days=20)
    assert edit_panel(scene.panel, by=scene.coordinator, scoring_until=later).scoring_until == later


def test_a_stale_edit_changes_nothing():
    scene = jury("setup")
    edit_panel(scene.panel, by=scene.coordinator, version=1, title="New name")

    with pytest.raises(Stale):
        edit_panel(scene.panel, by=scene.coordinator, version=1, title="Old window")

    assert Panel.objects.get().title == "New name"


def test_a_challenge_belongs_to_one_panel_of_a_round(scene):
    other = PanelFactory(competition=scene.competition)

    with pytest.raises(Refused):
        choose_challenges(other, by=scene.coordinator, challenges=[scene.challenge])


def test_an_invitation_seats_a_juror_once():
    scene = jury("setup")
    person = UserFactory(email="new.juror@example.org")
    invitation = invite_juror(
        scene.panel,
        by=scene.coordinator,
        email="New.Juror@example.org",
        is_chair=True,
        most=5,
        languages=["en"],
    )
    token = invitations.issue(invitation)

    juror = accept_invitation(token, by=person)

    assert (juror.is_chair, juror.most, juror.languages) == (True, 5, ["en"])
    assert OutboxItem.objects.filter(payload__to="new.juror@example.org").exists()
    with pytest.raises(Refused):
        accept_invitation(token, by=person)


def test_an_invitation_is_for_its_address_only():
    scene = jury("setup")
    invitation = invite_juror(scene.panel, by=scene.coordinator, email="a@example.org")

    with pytest.raises(Refused):
        accept_invitation(invitations.issue(invitation), by=UserFactory())

    assert Juror.objects.count() == 3


def test_a_second_invitation_replaces_the_first():
    scene = jury("setup")
    for _time in "ab":
        invite_juror(scene.panel, by=scene.coordinator, email="a@example.org")

    assert JurorInvitation.objects.filter(JurorInvitation.usable()).count() == 1


def test_pseudonyms_go_on_after_z():
    panel = PanelFactory()
    JurorFactory.create_batch(27, panel=panel)

    assert jurors._next_pseudonym(panel) == "Juror AB"


def test_a_proposal_is_reviewed_and_saved():
    scene = jury("setup", assigned=None)
    proposal = propose_plan(scene.panel)
    assert not Assignment.objects.exists()

    pairs = [(entry.code, juror.pk) for entry, juror, _match in proposal.pairs]
    made = save_plan(scene.panel, by=scene.coordinator, pairs=pairs[:-1])

    assert len(made) == 5
    assert all(one.state == "proposed" and one.entry_version.number == 1 for one in made)
    assert len(propose_plan(scene.panel).pairs) == 1


def test_saved_pairs_are_checked_again():
    scene = jury("setup", assigned=None)
    stranger = EntryFactory(eligible=True)

    with pytest.raises(Refused):
        save_plan(scene.panel, by=scene.coordinator, pairs=[(stranger.code, scene.chair.pk)])

    assert not Assignment.objects.exists()


def test_a_juror_who_does_not_read_the_language_is_left_out():
    scene = jury("setup", assigned=None, entries=1)
    for juror in scene.jurors[1:]:
        juror.languages = ["hi"]
        juror.save()

    proposal = propose_plan(scene.panel)

    assert [juror for _entry, juror, _match in proposal.pairs] == [scene.chair]
    assert proposal.unfilled == [(scene.entries[0], 2)]
    rule = proposal.shortages[0]["rules"][0]
    assert (rule["filled"], rule["kept_out"], rule["waivable"]) == (2, 2, True)


def test_two_jurors_of_one_organisation_never_read_the_same_entry():
    scene = jury("setup", assigned=None, entries=1)
    employer = OrganisationFactory(place="Lima", country="PE")
    for juror in scene.jurors[1:]:
        juror.organisation = employer
        juror.save()

    proposal = propose_plan(scene.panel)

    assert len(proposal.pairs) == 2
    assert (proposal.by_caps, proposal.shortages) == (1, [])


def test_the_order_of_entries_differs_between_jurors():
    scene = jury("setup", assigned=None, entries=8)
    proposal = propose_plan(scene.panel)
    pairs = [(entry.code, juror.pk) for entry, juror, _match in proposal.pairs]

    save_plan(scene.panel, by=scene.coordinator, pairs=pairs)

    orders = {tuple(juror.assignments.values_list("entry", flat=True)) for juror in scene.jurors}
    assert len(orders) == 3


def test_a_late_assignment_is_told_to_the_juror(scene):
    juror = JurorFactory(panel=scene.panel)

    add_assignment(scene.panel, by=scene.coordinator, entry=scene.entries[0], juror=juror)

    assert OutboxItem.objects.filter(payload__to=juror.user.email).count() == 1
    with pytest.raises(Refused):
        add_assignment(scene.panel, by=scene.coordinator, entry=scene.entries[0], juror=juror)


def test_a_juror_who_leaves_frees_the_places(scene):
    leaver = scene.jurors[1]

    remove_juror(leaver, by=scene.coordinator, reason="Has moved to another office.")

    assert set(leaver.assignments.values_list("state", flat=True)) == {"recused"}
    assert leaver.user not in [juror.user for juror in scene.panel.active_jurors()]


def test_the_seat_of_a_closed_account_can_be_corrected(scene):
    seat = scene.jurors[1]
    seat.user.delete()
    seat = Juror.objects.get(pk=seat.pk)

    kept = edit_juror(seat, by=scene.coordinator, version=seat.version, most=7)

    assert (kept.most, kept.user) == (7, None)


def test_closing_scoring_locks_and_tells():
    scene = jury(assigned="scored")
    score_all(scene)

    move_panel(scene.panel, "open_deliberation", by=scene.chair.user)

    assert set(Assignment.objects.values_list("state", flat=True)) == {"locked"}
    assert OutboxItem.objects.filter(kind="mail").count() == 3


@pytest.mark.parametrize("role", ["chair", "coordinator"])
def test_every_lock_is_recorded_with_who_closed_scoring(role):
    scene = jury(assigned="scored")
    score_all(scene)
    by = scene.coordinator if role == "coordinator" else scene.chair.user

    move_panel(scene.panel, "open_deliberation", by=by)

    locks = AssignmentRecord.objects.filter(transition="lock")
    assert locks.count() == len(scene.all_given)
    assert {lock.by for lock in locks} == {by}


def test_closing_scoring_asks_the_same_for_few_and_for_many_scorecards():
    taken = []
    for entries in (2, 6):
        scene = jury(entries=entries, assigned="scored")
        score_all(scene)
        with CaptureQueriesContext(connection) as queries:
            move_panel(scene.panel, "open_deliberation", by=scene.chair.user)
        taken.append(len(queries))

    assert taken[0] == taken[1]


def test_signing_is_not_taken_by_the_general_button(decided):
    with pytest.raises(Refused):
        move_panel(decided.panel, "sign", by=decided.chair.user)


def test_everyone_finds_what_waits():
    scene = jury("declaring", assigned="proposed")

    assert [task.role for task in waiting_for(scene.jurors[1].user)] == ["Juror"]
    assert [task.role for task in waiting_for(scene.coordinator)] == ["Coordinator"]
    assert waiting_for(scene.editor) == []
    assert waiting_for(UserFactory()) == []


def test_a_scoring_juror_is_led_to_the_next_entry(scene):
    task = waiting_for(scene.chair.user)[0]

    assert task.due_at == scene.panel.scoring_until
    assert task.url in [one.get_absolute_url() for one in scene.all_given]


def test_a_list_of_panels_counts_the_cards_of_those_that_it_shows():
    scene = jury("scoring", assigned="scored", entries=2, jurors=2)
    PanelFactory(competition=scene.panel.competition)
    one = Assignment.objects.filter(juror__panel=scene.panel).first()
    Assignment.objects.filter(pk=one.pk).update(state="in_progress")

    found = Panel.objects.with_progress().order_by("pk")

    assert [(panel.asked, panel.finished) for panel in found] == [(4, 3), (0, 0)]
    assert found.query.group_by is None
