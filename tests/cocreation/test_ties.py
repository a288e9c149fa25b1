"""A person's ties change: a seat on a board ends with what it rested on."""

import pytest

from cocreation.models import ProjectMember
from cocreation.permissions import is_project_member
from core.models import OutboxItem, User
from network.actions.members import change_role, remove_member
from network.models import Invitation
from tests.cocreation.roles import owner_of
from tests.factories import (
    AwardFactory,
    ContributorFactory,
    InvitationFactory,
    MembershipFactory,
    ProjectFactory,
    ProjectMemberFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return ProjectFactory(award=AwardFactory())


def again(user):
    """The person, with nothing remembered."""
    return User.objects.get(pk=user.pk)


def boss(organisation):
    return MembershipFactory(organisation=organisation, editor=True).user


def test_who_leaves_the_team_leaves_its_board_and_all_hear_of_it(project):
    membership = MembershipFactory(organisation=project.team)
    seat = ProjectMemberFactory(project=project, user=membership.user, role="team")
    owner = owner_of(project)

    remove_member(membership, by=boss(project.team))

    assert not ProjectMember.objects.filter(pk=seat.pk).exists()
    assert not is_project_member(project, again(membership.user))
    mails = {row.payload["to"] for row in OutboxItem.objects.filter(kind="mail")}
    assert {membership.user.email, owner.email} <= mails


def test_who_worked_on_the_awarded_entry_for_another_organisation_keeps_the_seat(project):
    person = ContributorFactory(entry=project.award.entry).user
    membership = MembershipFactory(user=person)
    seat = ProjectMemberFactory(project=project, user=person, role="team")

    remove_member(membership, by=boss(membership.organisation))

    assert ProjectMember.objects.filter(pk=seat.pk).exists()


def test_who_worked_on_the_awarded_entry_and_leaves_the_team_loses_the_seat(project):
    person = ContributorFactory(entry=project.award.entry).user
    membership = MembershipFactory(organisation=project.team, user=person)
    seat = ProjectMemberFactory(project=project, user=person, role="team")

    remove_member(membership, by=boss(project.team))

    assert not ProjectMember.objects.filter(pk=seat.pk).exists()


def test_a_product_owner_who_edits_for_the_city_no_longer_loses_the_seat(project):
    boss(project.city)
    editor = MembershipFactory(organisation=project.city, editor=True)
    seat = ProjectMemberFactory(project=project, user=editor.user, role="owner")

    change_role(editor, by=boss(project.city), role="member")

    assert not ProjectMember.objects.filter(pk=seat.pk).exists()


@pytest.mark.parametrize("role", ["mentor", "expert"])
def test_mentors_and_experts_rest_on_no_organisation(project, role):
    membership = MembershipFactory(organisation=project.team)
    seat = ProjectMemberFactory(project=project, user=membership.user, role=role)

    remove_member(membership, by=boss(project.team))

    assert ProjectMember.objects.filter(pk=seat.pk).exists()


def test_who_has_left_cannot_come_back_by_an_old_invitation_nor_by_one_they_sent(project):
    membership = MembershipFactory(organisation=project.team, editor=True)
    keeper = boss(project.team)
    InvitationFactory(organisation=project.team, email=membership.user.email, invited_by=keeper)
    InvitationFactory(organisation=project.team, email="friend@example.org", invited_by=membership.user)
    kept = InvitationFactory(organisation=project.team, email="other@example.org", invited_by=keeper)

    remove_member(membership, by=keeper)

    assert list(Invitation.objects.filter(Invitation.usable())) == [kept]
