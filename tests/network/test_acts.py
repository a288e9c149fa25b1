"""Who does what with an event and an organisation, and when it is too late: one row per act."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from core.workflow import Refused
from network.actions.agenda import (
    add_material,
    place_agenda_item,
    propose_agenda_item,
    remove_material,
    support_agenda_item,
)
from network.actions.events import cancel_event, create_event, edit_event, register
from network.actions.invitations import invite_member, revoke_invitation
from network.actions.members import change_role, remove_member
from network.actions.organisations import create_organisation, edit_organisation
from network.models import Organisation
from network.roles import Kind, Role
from tests.factories import (
    AgendaItemFactory,
    EventFactory,
    InvitationFactory,
    MaterialFactory,
    MembershipFactory,
    OrganisationFactory,
    UserFactory,
)
from tests.rules import assert_nothing_done

pytestmark = pytest.mark.django_db


def coordinator_of_its_office(organisation):
    """A coordinator of the office that has admitted the organisation."""
    seat = MembershipFactory(coordinator=True)
    Organisation.objects.filter(pk=organisation.pk).update(admitted_by=seat.organisation)
    organisation.refresh_from_db()
    return seat.user


# People, by what they are to an organisation.
PEOPLE = {
    "editor": lambda organisation: MembershipFactory(organisation=organisation, editor=True).user,
    "member": lambda organisation: MembershipFactory(organisation=organisation).user,
    "editor elsewhere": lambda organisation: MembershipFactory(editor=True).user,
    "coordinator": lambda organisation: coordinator_of_its_office(organisation),
    "other office": lambda organisation: MembershipFactory(coordinator=True).user,
    "anybody": lambda organisation: UserFactory(),
    "visitor": lambda organisation: AnonymousUser(),
}
EDITOR, MANAGERS = {"editor"}, {"editor", "coordinator"}
OF_THE_NETWORK = PEOPLE.keys() - {"anybody", "visitor"}


def event_made(event, by):
    create_event(
        host=event.host,
        by=by,
        title="New",
        summary="What is new.",
        starts_at=event.starts_at,
        ends_at=event.ends_at,
    )


def event_changed(event, by):
    edit_event(event, by=by, version=event.version, place="Other", reason="Rain.")


def called_off(event, by):
    cancel_event(event, by=by, reason="Storm.")


def placed(event, by):
    place_agenda_item(event.agenda_items.get(), by=by, on_agenda=True)


def material_added(event, by):
    add_material(event, by=by, title="Slides", url="https://example.org/slides")


def material_removed(event, by):
    remove_material(event.materials.get(), by=by)


def proposed(event, by):
    propose_agenda_item(event, by=by, title="Shade")


def proposed_for_the_host(event, by):
    propose_agenda_item(event, by=by, title="Shade", organisation=event.host)


def supported(event, by):
    support_agenda_item(event.agenda_items.get(), by=by)


def taken_part(event, by):
    register(event, by=by)


EVENT_ACTS = [
    (event_made, EDITOR),
    (event_changed, EDITOR),
    (called_off, EDITOR),
    (placed, EDITOR),
    (material_added, EDITOR),
    (material_removed, EDITOR),
    (proposed, OF_THE_NETWORK),
    (proposed_for_the_host, {"editor", "member"}),
    (supported, OF_THE_NETWORK),
]


def event_of_a_city(**more):
    event = EventFactory(host=OrganisationFactory(), **more)
    AgendaItemFactory(event=event)
    MaterialFactory(event=event)
    return event


@pytest.mark.parametrize(("act", "allowed"), EVENT_ACTS)
def test_an_event_is_its_hosts_and_its_agenda_the_members(act, allowed):
    event = event_of_a_city()

    for who in PEOPLE.keys() - allowed:
        by = PEOPLE[who](event.host)
        assert_nothing_done(lambda by=by: act(event, by), PermissionDenied)
    for who in allowed:
        event = event_of_a_city()
        act(event, PEOPLE[who](event.host))


@pytest.mark.parametrize("act", [called_off, proposed, supported, taken_part])
def test_what_has_begun_is_neither_called_off_nor_shaped(act):
    event = event_of_a_city(over=True)
    by = PEOPLE["editor"](event.host)

    assert_nothing_done(lambda: act(event, by), Refused)


def page_changed(organisation, by):
    edit_organisation(organisation, by=by, version=organisation.version, place="Mérida")


def invited(organisation, by):
    invite_member(organisation, by=by, email="new@example.org", role=Role.MEMBER)


def editor_invited(organisation, by):
    invite_member(organisation, by=by, email="new@example.org", role=Role.EDITOR)


def coordinator_invited(organisation, by):
    invite_member(organisation, by=by, email="new@example.org", role=Role.COORDINATOR)


def revoked(organisation, by):
    revoke_invitation(organisation.invitations.get(), by=by)


def promoted(organisation, by):
    change_role(colleague(organisation), by=by, role=Role.EDITOR)


def removed(organisation, by):
    remove_member(colleague(organisation), by=by)


def colleague(organisation):
    return organisation.memberships.order_by("pk")[0]


ORGANISATION_ACTS = [
    (page_changed, MANAGERS),
    (invited, MANAGERS),
    (editor_invited, MANAGERS),
    (coordinator_invited, set()),
    (revoked, MANAGERS),
    (promoted, MANAGERS),
    (removed, MANAGERS),
]


def city():
    organisation = MembershipFactory().organisation
    InvitationFactory(organisation=organisation).issue()
    return organisation


@pytest.mark.parametrize(("act", "allowed"), ORGANISATION_ACTS)
def test_an_organisation_is_managed_by_its_editors_and_the_office(act, allowed):
    organisation = city()

    for who in PEOPLE.keys() - allowed:
        by = PEOPLE[who](organisation)
        assert_nothing_done(lambda by=by: act(organisation, by), PermissionDenied)
    for who in allowed:
        organisation = city()
        act(organisation, PEOPLE[who](organisation))


def test_coordinators_are_made_by_a_coordinator_of_the_same_office():
    office = OrganisationFactory(office=True)
    other = MembershipFactory(coordinator=True).user
    own = MembershipFactory(organisation=office, role=Role.COORDINATOR).user

    for by in (other, PEOPLE["editor"](office)):
        assert_nothing_done(lambda by=by: coordinator_invited(office, by), PermissionDenied)
    coordinator_invited(office, own)


@pytest.mark.parametrize("kind", Kind.values)
def test_public_bodies_are_made_by_the_office_and_the_rest_by_everybody(kind):
    public = kind in (Kind.CITY, Kind.MINISTRY, Kind.OFFICE)
    allowed = {"coordinator", "other office"} if public else PEOPLE.keys() - {"visitor"}

    for who in PEOPLE:
        by = PEOPLE[who](OrganisationFactory())
        if who in allowed:
            assert create_organisation(by=by, kind=kind, name=f"New {who}", country="MX").kind == kind
        else:
            assert_nothing_done(
                lambda by=by: create_organisation(by=by, kind=kind, name="New", country="MX"),
                PermissionDenied,
            )
