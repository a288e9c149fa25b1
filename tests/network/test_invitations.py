"""Invitations: one address, one use, one week, one and the same refusal."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from core import outbox
from core.models import AuditEvent, OutboxItem
from core.workflow import Refused
from network.actions.invitations import accept_invitation, invite_member
from network.invitations import REFUSAL, redeem
from network.models import Invitation, Membership
from tests.factories import InvitationFactory, MembershipFactory, OrganisationFactory, UserFactory
from tests.races import race

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return UserFactory(email="invited@example.org")


@pytest.fixture
def invitation():
    return InvitationFactory(email="Invited@example.org", role="editor")


def test_accepting_makes_the_membership_with_the_invited_role(user, invitation):
    token = invitation.issue()

    membership = accept_invitation(token, by=user)

    assert (membership.organisation, membership.role) == (invitation.organisation, "editor")
    assert AuditEvent.objects.filter(verb="member_joined").count() == 1


def test_only_the_hash_of_the_secret_is_stored(invitation):
    token = invitation.issue()

    assert len(token) >= 43
    assert token not in str(Invitation.objects.values_list().get())


def reused(invitation, user):
    token = invitation.issue()
    redeem(Invitation, token, user)
    return token


def expired(invitation, user):
    token = invitation.issue()
    Invitation.objects.update(expires_at=timezone.now())
    return token


def revoked(invitation, user):
    token = invitation.issue()
    Invitation.objects.update(revoked_at=timezone.now())
    return token


def for_another_address(invitation, user):
    invitation.email = "other@example.org"
    return invitation.issue()


def after_a_change_of_mail(invitation, user):
    token = invitation.issue()
    user.email = "new@example.org"
    user.save()
    user.emailaddress_set.all().delete()
    return token


def guessed(invitation, user):
    return "guess"


@pytest.mark.parametrize(
    "spoil", [reused, expired, revoked, for_another_address, after_a_change_of_mail, guessed]
)
def test_every_unusable_invitation_gets_the_same_refusal(client, user, invitation, spoil):
    token = spoil(invitation, user)
    client.force_login(user)
    address = reverse("network:invitation_accept", args=[token])

    seen, pressed = client.get(address), client.post(address)

    assert seen.status_code == pressed.status_code == 409
    assert str(REFUSAL) in seen.text
    assert str(REFUSAL) in pressed.text
    assert not Membership.objects.exists()


def test_looking_at_an_invitation_changes_nothing(client, user, invitation):
    client.force_login(user)
    address = reverse("network:invitation_accept", args=[invitation.issue()])

    response = client.get(address)

    assert response.status_code == 200
    assert invitation.organisation.name in response.text
    assert not Membership.objects.exists()
    assert client.post(address).status_code == 302
    assert Membership.objects.count() == 1


def test_strangers_learn_nothing_from_an_invitation(client, invitation):
    response = client.get(reverse("network:invitation_accept", args=[invitation.issue()]))

    assert response.status_code == 200
    assert invitation.organisation.name not in response.text
    assert "no-store" in response["Cache-Control"]


def test_invitation_ends_after_a_week(user, invitation):
    token = invitation.issue()

    with time_machine.travel(timezone.now() + timedelta(days=7, seconds=1)), pytest.raises(Refused):
        accept_invitation(token, by=user)


def test_inviting_mails_the_link_once_and_ends_the_earlier_invitation(client):
    editor = MembershipFactory(editor=True)

    for _ in range(2):
        invite_member(editor.organisation, by=editor.user, email="A@example.org", role="member")

    assert Invitation.objects.filter(Invitation.usable()).count() == 1
    mails = OutboxItem.objects.filter(kind="mail").order_by("pk")
    assert [mail.payload["to"] for mail in mails] == ["a@example.org", "a@example.org"]
    assert "/invitations/" in mails[1].payload["text"]
    assert outbox.sweep() == 2


def test_addresses_in_the_words_of_an_invitation_are_no_links():
    editor = MembershipFactory(
        editor=True,
        user__name="Sign in at https://evil.example/a",
        organisation__name="Prize www.evil.example",
    )

    invite_member(editor.organisation, by=editor.user, email="a@example.org", role="member")

    payload = OutboxItem.objects.get(kind="mail").payload
    assert "evil.example" not in payload["subject"] + payload["text"]
    assert "https[:]//evil[.]example/a" in payload["text"]
    assert "www[.]evil[.]example" in payload["text"]
    assert "/invitations/" in payload["text"]


def test_inviting_a_member_again_is_refused():
    editor = MembershipFactory(editor=True)

    with pytest.raises(Refused):
        invite_member(editor.organisation, by=editor.user, email=editor.user.email, role="member")


@pytest.mark.parametrize("role", ["coordinator", "editor"])
def test_members_cannot_invite(role):
    member = MembershipFactory()

    with pytest.raises(PermissionDenied):
        invite_member(member.organisation, by=member.user, email="a@example.org", role=role)

    assert not Invitation.objects.exists()
    assert not OutboxItem.objects.exists()


def test_editors_cannot_make_coordinators():
    editor = MembershipFactory(editor=True, organisation=OrganisationFactory(office=True))

    with pytest.raises(PermissionDenied):
        invite_member(editor.organisation, by=editor.user, email="a@example.org", role="coordinator")


def test_coordinators_exist_in_offices_only():
    coordinator = MembershipFactory(coordinator=True)

    with pytest.raises(PermissionDenied):
        invite_member(OrganisationFactory(), by=coordinator.user, email="a@example.org", role="coordinator")


def test_revoking_ends_an_invitation_once(client):
    editor = MembershipFactory(editor=True)
    invitation = InvitationFactory(organisation=editor.organisation)
    client.force_login(editor.user)
    address = reverse("network:invitation_revoke", args=[editor.organisation.code, invitation.pk])

    assert client.get(address).status_code == 405
    assert client.post(address).status_code == 302
    assert client.post(address).status_code == 409


def test_invitation_of_another_organisation_is_not_there(client):
    editor = MembershipFactory(editor=True)
    client.force_login(editor.user)

    response = client.post(
        reverse("network:invitation_revoke", args=[editor.organisation.code, InvitationFactory().pk])
    )

    assert response.status_code == 404
    assert Invitation.objects.get().revoked_at is None


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_two_who_accept_at_once_one_wins(user, invitation):
    token = invitation.issue()

    outcome = race(lambda number: accept_invitation(token, by=type(user).objects.get(pk=user.pk)))

    assert len(outcome.won) == 1
    assert {type(error) for error in outcome.lost} == {Refused}
    assert Membership.objects.count() == 1
    assert AuditEvent.objects.count() == 1
