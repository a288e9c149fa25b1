"""Membership in the network: what a stranger's organisation cannot do, and what an office decides."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from core import audit
from core.models import OutboxItem
from core.workflow import Refused
from network import permissions
from network.actions.events import cancel_event, create_event, register
from network.actions.membership import refuse_organisation, suspend_organisation, take_step
from network.actions.organisations import create_organisation
from network.actions.withholding import withhold
from network.models import Event, Organisation
from network.waiting import waiting_for
from tests.factories import (
    AdoptionFactory,
    EventFactory,
    MembershipFactory,
    OrganisationFactory,
    RegistrationFactory,
    UserFactory,
)
from transfer.models import Adoption

pytestmark = pytest.mark.django_db


@pytest.fixture
def stranger():
    return UserFactory()


@pytest.fixture
def team(stranger):
    return create_organisation(by=stranger, kind="team", name="Forum team", country="MX")


@pytest.fixture
def office():
    return MembershipFactory(coordinator=True)


def meeting(host, by, **fields):
    starts_at = timezone.now() + timedelta(days=9)
    values = {"title": "Forum", "summary": "All of us.", "starts_at": starts_at}
    return create_event(host=host, by=by, ends_at=starts_at + timedelta(hours=2), **values | fields)


def seen(client, user, item):
    """Whether the person can open the page, and finds the item in the API."""
    client.logout()
    if user:
        client.force_login(user)
    kind = "events" if isinstance(item, Event) else "organisations"
    rows = client.get(f"/api/v1/{kind}/").json()["results"]
    answers = (
        client.get(item.get_absolute_url()).status_code == 200,
        item.code in [row["code"] for row in rows],
    )
    assert answers[0] == answers[1]
    return answers[0]


def mails():
    return [(row.payload["to"], row.payload["text"]) for row in OutboxItem.objects.filter(kind="mail")]


def test_a_stranger_who_adds_a_team_reads_and_takes_nothing_of_the_network(client, stranger, team):
    internal = EventFactory(online_url="https://meet.example/secret", capacity=1)

    assert not permissions.is_network_member(stranger)
    assert not seen(client, stranger, internal)
    assert client.post(reverse("network:event_register", args=[internal.code])).status_code == 404
    with pytest.raises(Refused, match="members of the network"):
        register(internal, by=stranger)
    assert not internal.registrations.exists()
    assert "not a member of the network" in client.get(reverse("network:event_list")).text


def test_an_organisation_that_applied_drafts_but_publishes_nothing(client, stranger, team, office):
    with pytest.raises(ValidationError, match="has not admitted"):
        meeting(team, stranger, is_public=True)
    draft = meeting(team, stranger)

    assert seen(client, stranger, draft)
    assert seen(client, stranger, team)
    for other in (None, UserFactory(), MembershipFactory().user):
        assert not seen(client, other, draft)
        assert not seen(client, other, team)
    assert seen(client, office.user, team)


def test_offices_hear_of_an_application(client, stranger, office):
    client.force_login(stranger)
    fields = {"name": "Shade www.evil.example", "kind": "team", "country": "MX"}

    client.post(reverse("network:organisation_create"), fields | {"version": "1"})

    assert Organisation.objects.get(kind="team").state == "applied"
    [(to, text)] = mails()
    assert to == office.user.email
    assert "www[.]evil[.]example asks to be admitted" in text


def test_an_office_admits_and_whoever_it_admitted_is_its_own(client, stranger, team, office):
    other = MembershipFactory(coordinator=True)
    client.force_login(office.user)
    assert team.name in client.get(reverse("network:application_list")).text
    assert "Its people can write drafts" in client.get(team.get_absolute_url()).text

    for by in (stranger, UserFactory(), MembershipFactory(editor=True).user):
        with pytest.raises(PermissionDenied):
            take_step(team, "approve", by=by)
    client.post(reverse("network:organisation_step", args=[team.code]), {"step": "approve"})
    team = Organisation.objects.get(pk=team.pk)
    permissions.forget(stranger)

    assert (team.state, team.admitted_by) == ("approved", office.organisation)
    assert permissions.can_manage(team, office.user)
    assert not permissions.can_manage(team, other.user)
    assert [to for to, _text in mails()] == [stranger.email]
    assert meeting(team, stranger, is_public=True).is_public
    assert seen(client, None, team)


def test_a_refusal_gives_its_reason_and_can_be_asked_again(client, stranger, team, office):
    client.force_login(office.user)
    address = reverse("network:organisation_refuse", args=[team.code])

    assert client.post(address, {"reason": " "}).status_code == 200
    assert Organisation.objects.get(pk=team.pk).state == "applied"
    with pytest.raises(Refused):
        refuse_organisation(team, by=office.user, reason="  ")
    assert client.post(address, {"reason": "Tell us who you are."}).status_code == 302
    client.force_login(stranger)
    page = client.get(team.get_absolute_url()).text
    client.post(reverse("network:organisation_step", args=[team.code]), {"step": "apply_again"})

    assert "Tell us who you are." in page
    assert [to for to, text in mails() if "Tell us who you are." in text] == [stranger.email]
    assert [line.transition for line in Organisation.objects.get(pk=team.pk).history.all()] == [
        "refuse",
        "apply_again",
    ]


def test_a_suspended_member_is_not_shown_until_it_is_lifted(client, office):
    adoption = AdoptionFactory(public=True)
    city = adoption.organisation
    Organisation.objects.filter(pk=city.pk).update(admitted_by=office.organisation)
    city = Organisation.objects.get(pk=city.pk)
    editor, event = (
        MembershipFactory(organisation=city, editor=True).user,
        EventFactory(host=city, is_public=True),
    )
    nobody = UserFactory()

    with pytest.raises(PermissionDenied):
        suspend_organisation(city, by=MembershipFactory(coordinator=True).user, reason="Mine now.")
    suspend_organisation(city, by=office.user, reason="It sells places.")
    permissions.forget(editor)
    hidden = [seen(client, nobody, city), seen(client, nobody, event), permissions.is_network_member(editor)]
    hidden.append(Adoption.objects.visible_to(nobody).exists())
    with pytest.raises(Refused):
        register(EventFactory(), by=editor)
    take_step(Organisation.objects.get(pk=city.pk), "lift", by=office.user)

    assert hidden == [False] * 4
    assert seen(client, nobody, city)
    assert seen(client, nobody, event)
    assert Adoption.objects.visible_to(nobody).exists()


def test_an_event_is_taken_off_the_site_with_a_reason_and_shown_again(client, office):
    event = EventFactory(host__admitted_by=office.organisation, host__kind="city", is_public=True)
    host = MembershipFactory(organisation=event.host, editor=True).user
    member = MembershipFactory().user

    for by in (host, MembershipFactory(coordinator=True).user, member):
        with pytest.raises(PermissionDenied):
            withhold(event, by=by, reason="I do not like it.")
    with pytest.raises(Refused):
        withhold(event, by=office.user, reason=" ")
    withhold(event, by=office.user, reason="It says that ministers come.")

    assert [seen(client, who, event) for who in (None, member, host, office.user)] == [
        False,
        False,
        True,
        True,
    ]
    with pytest.raises(Refused, match="off the site"):
        register(event, by=member)
    assert [to for to, text in mails() if "It says that ministers come." in text] == [host.email]
    client.force_login(host)
    page = client.get(event.get_absolute_url()).text
    assert f"Write to {office.organisation.name} when" in page
    refused = ("event_register", "event_cancel", "agenda_item_create")
    assert not [name for name in refused if reverse(f"network:{name}", args=[event.code]) in page]
    client.force_login(office.user)
    client.post(event.get_restore_url())
    assert seen(client, None, event)
    assert [line.verb for line in audit.events_of(event)] == ["withheld", "restored"]


def test_home_of_an_office_counts_the_applications_that_it_decides_on(office, team, stranger):
    create_organisation(by=stranger, kind="team", name="Second team", country="PE")

    [task] = waiting_for(office.user)

    assert (task.why, task.url) == (
        "2 organisations ask to be admitted.",
        reverse("network:application_list"),
    )
    assert waiting_for(stranger) == []
    for each in Organisation.objects.filter(kind="team"):
        take_step(each, "approve", by=office.user)
    assert waiting_for(office.user) == []


def test_addresses_in_what_hosts_write_are_no_links_in_our_mails():
    event = EventFactory(title="Forum www.evil.example")
    host = MembershipFactory(organisation=event.host, editor=True).user
    RegistrationFactory(event=event)

    cancel_event(
        event, by=host, reason="Sign in again at https://evil.example/login?a=b or a.b@evil.example now."
    )

    payload = OutboxItem.objects.get(kind="mail").payload
    assert "evil.example" not in payload["subject"] + payload["text"]
    assert "https[:]//evil[.]example/login" in payload["text"]
    assert payload["text"].count("://") == payload["text"].count(settings.SITE_URL)


def test_an_office_cannot_be_suspended_by_another(office):
    other = OrganisationFactory(office=True)

    with pytest.raises(PermissionDenied):
        suspend_organisation(other, by=office.user, reason="Rival.")
