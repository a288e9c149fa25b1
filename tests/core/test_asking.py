"""What lower apps ask of higher ones, through a table that names the functions."""

import pytest
from django.db import transaction
from django.utils import timezone

from bench.measure import Cost, counted
from core.asking import ask, count_affected, tell, who_is_affected
from core.models import OutboxItem, User
from core.permissions import is_office
from network.actions.invitations import accept_invitation
from network.actions.members import change_role, remove_member
from network.actions.organisations import create_organisation
from network.invitations import issue
from network.models import Membership
from submissions.actions.drafting import start_with_new_team
from submissions.actions.team import join_team, remove_contributor
from tests.factories import (
    AdoptionFactory,
    AssignmentFactory,
    ChallengeFactory,
    ContributorFactory,
    ContributorInvitationFactory,
    EntryFactory,
    FollowFactory,
    InvitationFactory,
    JurorFactory,
    MembershipFactory,
    PanelFactory,
    ProjectMemberFactory,
    RegistrationFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
seen = []


def first(*facts):
    return ["first", *facts]


def second(*facts):
    return ["second", *facts]


def rename(user):
    User.objects.filter(pk=user.pk).update(name="Asked")


def fail(*facts):
    raise ZeroDivisionError


def note(user, left):
    seen.append(user)


def path(function):
    return f"{__name__}.{function.__name__}"


@pytest.fixture
def told(settings):
    """The people of whom was told that their ties have changed."""
    settings.QUESTIONS = {**settings.QUESTIONS, "ties_changed": (path(note),)}
    seen.clear()
    return seen


def test_answers_come_in_the_order_of_the_table(settings):
    settings.QUESTIONS = {"what": (path(second), path(first))}

    assert ask("what", 1) == [["second", 1], ["first", 1]]


def test_a_question_that_the_table_lacks_is_a_fault():
    with pytest.raises(KeyError):
        ask("what")


def test_what_follows_shares_the_transaction(settings):
    settings.QUESTIONS = {"changed": (path(rename), path(fail))}
    user = UserFactory(name="Before")

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        tell("changed", user)

    assert User.objects.get(pk=user.pk).name == "Before"


def test_who_works_in_an_office_is_asked_of_the_network():
    assert is_office(MembershipFactory(coordinator=True).user)
    assert not is_office(MembershipFactory(editor=True).user)


def test_teams_cities_and_jurors_are_affected_by_a_challenge_and_its_competition():
    entry = EntryFactory(eligible=True)
    reader = ContributorFactory(entry=entry, role="viewer").user
    draft = EntryFactory(challenge=entry.challenge)
    EntryFactory(challenge=entry.challenge, withdrawn=True)
    city = MembershipFactory(organisation=entry.challenge.organisation, editor=True).user
    panel = PanelFactory(competition=entry.challenge.competition, challenges=[entry.challenge])
    juror = JurorFactory(panel=panel).user
    JurorFactory(panel=panel, left_at=timezone.now())
    people = {entry.contributors.get(role="lead").user, reader, draft.contributors.get().user, city, juror}
    EntryFactory(challenge=ChallengeFactory(published=True))

    assert set(who_is_affected(entry.challenge)) == people
    assert set(who_is_affected(entry.challenge.competition)) == people
    assert set(who_is_affected(entry)) == {entry.contributors.get(role="lead").user, reader}
    assert set(who_is_affected(panel)) == {juror}


def test_an_entry_affects_those_who_read_it():
    held = AssignmentFactory(free=True)
    AssignmentFactory(recused=True, entry=held.entry)

    people = who_is_affected(held.entry)

    assert held.juror.user in people
    assert len(people) == 2


def test_members_and_followers_are_affected_by_a_project():
    member = ProjectMemberFactory()
    follower = FollowFactory(project=member.project).user
    FollowFactory(project=member.project, user=member.user)
    FollowFactory()

    assert set(who_is_affected(member.project)) == {member.user, follower}


def test_those_who_are_affected_are_counted_by_kind_and_each_once_without_reading_them():
    member = ProjectMemberFactory()
    FollowFactory(project=member.project, user=member.user)
    for _n in range(3):
        FollowFactory(project=member.project)
    FollowFactory(project=member.project, user=UserFactory(is_active=False))
    cost = Cost()

    with counted(cost):
        kinds, people = count_affected(member.project)

    assert kinds == [("Members", 1), ("Followers", 4)]
    assert people == len(who_is_affected(member.project)) == 4
    assert cost.objects == 0
    assert count_affected(ProjectMemberFactory().project) == ([("Members", 1)], 1)


def test_guests_are_affected_by_an_event_and_adopters_by_a_package():
    guest = RegistrationFactory()
    adoption = AdoptionFactory(contact=UserFactory())
    AdoptionFactory(contact=UserFactory(), dropped=True, release=adoption.release)

    assert who_is_affected(guest.event) == [guest.user]
    assert who_is_affected(adoption.package) == who_is_affected(adoption.release) == [adoption.contact]


def test_closed_accounts_are_not_affected():
    guest = RegistrationFactory(user=UserFactory(is_active=False))

    assert who_is_affected(guest.event) == []


def test_every_change_of_ties_is_told(told):
    invitation = InvitationFactory()
    user = UserFactory(email=invitation.email)
    member = accept_invitation(issue(invitation), by=user)
    keeper = MembershipFactory(organisation=member.organisation, editor=True).user
    change_role(member, by=keeper, role=Membership.Role.EDITOR)
    remove_member(member, by=keeper)
    founder = UserFactory()
    create_organisation(by=founder, kind="team", name="Shade works", country="DE")
    coordinator = MembershipFactory(coordinator=True).user
    start_with_new_team(
        EntryFactory().challenge, by=coordinator, team_name="Tin roofs", country="DE", title="Roofs"
    )

    assert told == [user, user, user, founder, coordinator]


def test_a_new_seat_in_a_team_is_told_and_so_is_its_end(told):
    entry = EntryFactory()
    lead = entry.contributors.get().user
    invitation = ContributorInvitationFactory(entry=entry)
    user = UserFactory(email=invitation.email)

    join_team(issue(invitation), by=user)
    remove_contributor(entry.contributors.get(user=user), by=lead)

    assert told == [user, user]


def test_what_fails_to_follow_takes_the_new_tie_back(settings):
    settings.QUESTIONS = {**settings.QUESTIONS, "ties_changed": (path(fail),)}
    invitation = InvitationFactory()
    user = UserFactory(email=invitation.email)
    token = issue(invitation)
    rows = OutboxItem.objects.count()

    with pytest.raises(ZeroDivisionError):
        accept_invitation(token, by=user)

    assert not Membership.objects.filter(user=user).exists()
    assert OutboxItem.objects.count() == rows
