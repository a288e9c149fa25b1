"""A person's ties change: the jury hears of it, whatever side the person is on."""

import pytest
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from django.test import Client
from django.urls import reverse

from core.models import OutboxItem
from core.workflow import Refused
from juries.actions.assignments import remove_assignment
from juries.actions.conflicts import decide_conflict, step_back
from juries.actions.jurors import accept_invitation, invite_juror, remove_juror
from juries.actions.panels import move_panel
from juries.actions.scoring import finish_scorecard, save_scorecard
from juries.models import Assignment, Conflict
from juries.results.protocol import late_recusals
from juries.results.standing import compare, ranks_of
from network.actions.invitations import accept_invitation as join_organisation
from network.actions.invitations import invite_member
from submissions.actions.team import invite_contributor, join_team
from tests.factories import (
    ConflictFactory,
    ContributorFactory,
    ContributorInvitationFactory,
    InvitationFactory,
    MembershipFactory,
    UserFactory,
)
from tests.juries.conftest import jury, score_all
from tests.juries.signing import sign_protocol
from tests.juries.test_deciding import advise

pytestmark = pytest.mark.django_db


def now(assignment):
    return Assignment.objects.get(pk=assignment.pk)


def mailed(words):
    mails = [row.payload for row in OutboxItem.objects.filter(kind="mail")]
    return {mail["to"] for mail in mails if words in mail["subject"]}


def confirm(user, email):
    """Add a further address and follow the link in its mail."""
    address = EmailAddress.objects.create(user=user, email=email, verified=False)
    key = EmailConfirmationHMAC(address).key
    client = Client()
    client.force_login(user)
    client.post(reverse("account_confirm_email", args=[key]))
    address.refresh_from_db()
    assert address.verified


@pytest.mark.parametrize("marks", ["none yet", "finished"])
def test_a_juror_who_joins_a_team_is_recused_from_its_entry_at_once(scene, marks):
    juror, entry = scene.jurors[1], scene.entries[0]
    if marks == "finished":
        score_all(scene)
        Assignment.objects.update(state="scored")
    token = ContributorInvitationFactory(entry=entry, email=juror.user.email).issue()

    join_team(token, by=juror.user)

    assert now(scene.given(juror, entry)).was_recused()
    assert not now(scene.given(juror, scene.entries[1])).was_recused()
    assert Conflict.objects.get(juror=juror, entry=entry, code="contributor").verdict == "upheld"
    told = {juror.user.email, scene.coordinator.email, scene.chair.user.email}
    assert mailed("works on an entry") == told


def test_a_chair_who_joins_a_team_is_recused_and_the_office_hears_of_it(scene):
    token = ContributorInvitationFactory(entry=scene.entries[0], email=scene.chair.user.email).issue()

    join_team(token, by=scene.chair.user)

    assert now(scene.given(scene.chair, scene.entries[0])).was_recused()
    assert mailed("works on an entry") == {scene.coordinator.email, scene.chair.user.email}


@pytest.mark.parametrize("side", ["juror", "team"])
def test_an_organisation_joined_on_either_side_closes_the_entry_until_a_verdict(scene, side):
    juror, entry = scene.jurors[1], scene.entries[0]
    member = ContributorFactory(entry=entry).user
    other = MembershipFactory(user=member if side == "juror" else juror.user, role="editor").organisation
    person = juror.user if side == "juror" else member
    token = InvitationFactory(organisation=other, email=person.email).issue()

    join_organisation(token, by=person)

    assert Conflict.objects.get(juror=juror, entry=entry).verdict == "open"
    assert mailed("closed to you for now") == {juror.user.email}
    assert mailed("waits for a verdict") == {scene.coordinator.email, scene.chair.user.email}
    with pytest.raises(Refused, match="closed to you"):
        save_scorecard(scene.given(juror, entry), by=juror.user, fields={"strengths": "Clear"})
    with pytest.raises(Refused, match="closed to you"):
        finish_scorecard(now(scene.given(juror, entry)), by=juror.user)


def test_a_confirmed_second_address_is_seen_by_the_search_for_ties(scene):
    juror, entry = scene.jurors[1], scene.entries[0]
    entry.organisation.mail_domain = "kassel.de"
    entry.organisation.save()

    confirm(juror.user, "juror@kassel.de")

    assert Conflict.objects.get(juror=juror, entry=entry).code == "mail_domain"


def test_an_address_that_is_not_confirmed_is_no_tie(scene):
    juror, entry = scene.jurors[1], scene.entries[0]
    entry.organisation.mail_domain = "kassel.de"
    entry.organisation.save()
    EmailAddress.objects.create(user=juror.user, email="juror@kassel.de", verified=False)

    confirm(juror.user, "juror@elsewhere.example")

    assert not Conflict.objects.filter(juror=juror).exists()


def test_scoring_does_not_close_over_a_tie_that_nobody_has_decided(scene):
    score_all(scene)
    juror, entry = scene.jurors[1], scene.entries[0]
    Assignment.objects.update(state="scored")
    membership = MembershipFactory(organisation=entry.organisation)
    token = InvitationFactory(organisation=membership.organisation, email=juror.user.email).issue()
    join_organisation(token, by=juror.user)

    with pytest.raises(Refused, match="waits for a verdict"):
        move_panel(scene.panel, "open_deliberation", by=scene.coordinator)

    decide_conflict(
        Conflict.objects.get(juror=juror), by=scene.coordinator, waive=False, reason="One organisation."
    )
    assert move_panel(scene.panel, "open_deliberation", by=scene.coordinator).is_deliberating()
    assert now(scene.given(juror, entry)).was_recused()


def test_after_the_release_nothing_follows_any_more():
    scene = jury("released")
    token = ContributorInvitationFactory(entry=scene.entries[0], email=scene.chair.user.email).issue()

    join_team(token, by=scene.chair.user)

    assert not Conflict.objects.exists()


def test_a_juror_removed_by_mistake_gets_the_entries_back_with_what_was_scored(scene):
    score_all(scene)
    juror, entry = scene.jurors[1], scene.entries[0]
    Assignment.objects.filter(juror=juror, entry=entry).update(state="scored")
    remove_juror(juror, by=scene.coordinator, reason="By mistake")
    token = invite_again(scene, juror)

    accept_invitation(token, by=juror.user)

    back = now(scene.given(juror, entry))
    assert back.is_to_declare()
    assert back.card().marks()


def test_a_juror_who_comes_back_does_not_take_a_place_that_was_given_away(scene):
    juror, entry = scene.jurors[1], scene.entries[0]
    scene.panel.reviews_per_entry = 2
    scene.panel.save()
    remove_juror(juror, by=scene.coordinator, reason="By mistake")

    accept_invitation(invite_again(scene, juror), by=juror.user)

    assert now(scene.given(juror, entry)).was_recused()


def invite_again(scene, juror):
    invitation = invite_juror(scene.panel, by=scene.coordinator, email=juror.user.email)
    return invitation.issue()


def test_an_invitation_to_a_confirmed_second_address_can_be_used(scene):
    person = UserFactory()
    confirm(person, "second@elsewhere.example")
    token = InvitationFactory(email="second@elsewhere.example").issue()

    assert join_organisation(token, by=person).user == person


def test_a_person_is_known_by_every_confirmed_address(scene):
    person = ContributorFactory(entry=scene.entries[0]).user
    confirm(person, "second@elsewhere.example")
    editor = MembershipFactory(user=person, role="editor")
    lead = scene.entries[0].contributors.get(role="lead").user

    with pytest.raises(Refused, match="belongs to the organisation already"):
        invite_member(editor.organisation, by=person, email="Second@elsewhere.example", role="editor")
    with pytest.raises(Refused, match="in the team already"):
        invite_contributor(scene.entries[0], email="second@elsewhere.example", role="viewer", by=lead)


@pytest.mark.parametrize("who", ["juror", "office", "verdict"])
def test_a_conflict_found_in_deliberation_takes_the_score_out(decided, who):
    juror, entry = decided.jurors[1], decided.entries[0]
    mine = decided.given(juror, entry)
    if who == "juror":
        step_back(now(mine), by=juror.user, code="conflict", detail="My sister works there.")
    elif who == "office":
        remove_assignment(now(mine), by=decided.coordinator, reason="His sister works there.")
    else:
        tie = ConflictFactory(juror=juror, entry=entry)
        decide_conflict(tie, by=decided.coordinator, waive=False, reason="His sister works there.")

    assert now(mine).was_recused()
    assert not Assignment.objects.readable_by(juror.user).filter(entry=entry).exists()
    assert mailed("does not count any more") >= {decided.chair.user.email, decided.coordinator.email}
    places = compare(decided.panel, [decided.challenge]).places[decided.challenge.pk]
    assert dict(places)[entry.pk].reviews == 2


def test_the_protocol_says_which_ranks_a_late_recusal_changed(client, decided):
    ahead, behind = decided.entries
    marks = decided.given(decided.jurors[1], ahead).scorecard.scores
    marks.update(value=5)
    decided.given(decided.jurors[1], behind).scorecard.scores.update(value=1)
    decided.given(decided.jurors[2], ahead).scorecard.scores.update(value=1)
    before = ranks_of(decided.panel, decided.challenge)

    remove_assignment(
        now(decided.given(decided.jurors[1], ahead)), by=decided.coordinator, reason="A conflict."
    )

    after = ranks_of(decided.panel, decided.challenge)
    assert (before[ahead.code], after[ahead.code]) == (1, 2)
    moved = late_recusals(decided.panel)[0]["moved"]
    assert {entry.code: (one, other) for entry, one, other in moved} == {
        ahead.code: (1, 2),
        behind.code: (2, 1),
    }
    client.force_login(decided.chair.user)
    for name in ("panel_deliberation", "panel_protocol"):
        page = client.get(reverse(f"juries:{name}", args=[decided.panel.code])).content.decode()
        assert "rank 1 before, 2 after" in page


def test_a_signed_protocol_keeps_the_scores_it_rests_on(decided):
    advise(decided)
    sign_protocol(decided.panel, by=decided.chair.user)
    mine = decided.given(decided.jurors[1], decided.entries[0])

    with pytest.raises(Refused, match="protocol is signed"):
        step_back(now(mine), by=decided.jurors[1].user, code="conflict", detail="My sister works there.")

    assert now(mine).is_final()
    assert not Conflict.objects.exists()
