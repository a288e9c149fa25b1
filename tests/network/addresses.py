"""Addresses of organisations, their people and their events."""

from functools import partial

from django.urls import reverse

from network.actions.membership import suspend_organisation
from network.models import Event, Organisation
from tests.addresses import (
    CITY,
    COLLEAGUE,
    EDITORS,
    EVERYBODY,
    MEMBERS,
    NO_ROLE,
    NO_SUCH,
    NOT_SIGNED_IN,
    OFFICE,
    OFFICES,
    SIGNED_IN,
    Address,
    Page,
    Send,
    and_others,
    answer,
    each,
)
from tests.factories import (
    EventFactory,
    InvitationFactory,
    MembershipFactory,
    OrganisationFactory,
    UserFactory,
)
from tests.network import withholding
from tests.network.scenes import (
    called_off,
    event,
    events,
    for_event,
    for_host,
    host_of,
    member_of,
    slides,
    topic,
)

SAVE = "main form .btn"
HOST = CITY | OFFICE


def organisations():
    OrganisationFactory.create_batch(30, is_demo=True)
    return reverse("network:organisation_list")


def organisation(member=False):
    def build():
        city = OrganisationFactory(description="## Who we are\n\nA city.", website="https://city.example/")
        MembershipFactory(organisation=city)
        EventFactory(host=city, is_public=True)
        if not member:
            return city.get_absolute_url()
        return city.get_absolute_url(), MembershipFactory(organisation=city, editor=True).user

    return build


def for_editor(name):
    def build():
        membership = MembershipFactory(editor=True)
        MembershipFactory(organisation=membership.organisation)
        InvitationFactory(organisation=membership.organisation)
        return reverse(name, args=[membership.organisation.code]), membership.user

    return build


def admitted(name, **values):
    """An organisation of an office, and a coordinator there."""

    def build():
        seat = MembershipFactory(coordinator=True)
        body = OrganisationFactory(admitted_by=seat.organisation, **values)
        return reverse(f"network:{name}", args=[body.code]), seat.user

    return build


def applied(name):
    return admitted(name, state="applied")


def off_the_site():
    """One of each kind that an office took off the site, and a suspended member."""
    seat = MembershipFactory(coordinator=True)
    for kind in withholding.MAKERS:
        withholding.withheld(kind, seat)
    city = OrganisationFactory(admitted_by=seat.organisation)
    suspend_organisation(city, by=seat.user, reason="It sells places.")
    return reverse("network:withheld_list"), seat.user


def applications():
    OrganisationFactory.create_batch(3, applied=True, team=True)
    return reverse("network:application_list"), MembershipFactory(coordinator=True).user


def invitation():
    user = UserFactory()
    token = InvitationFactory(email=user.email).issue()
    return reverse("network:invitation_accept", args=[token]), user


def mine(name, make=UserFactory, **values):
    def build():
        made = make(**values)
        return reverse(name), getattr(made, "user", made)

    return build


def other_member():
    """A member whom the editor of the organisation may move, and that editor."""
    membership = MembershipFactory(editor=True)
    return MembershipFactory(organisation=membership.organisation), membership.user


def for_member(name):
    def build():
        member, editor = other_member()
        return reverse(name, args=[member.organisation.code, member.pk]), editor

    return build


def open_invitation():
    membership = MembershipFactory(editor=True)
    made = InvitationFactory(organisation=membership.organisation)
    return reverse("network:invitation_revoke", args=[made.organisation.code, made.pk]), membership.user


def place_of(user):
    """The organisation in whose name the person proposes a topic."""
    return {"organisation": user.memberships.first().organisation_id} if user.memberships.exists() else {}


ADDRESSES: list[Address] = [
    Address(
        "network:organisation_list",
        EVERYBODY,
        [
            Page("organisations", "public", organisations),
            Page(
                "organisations, none found",
                "public",
                lambda: reverse("network:organisation_list") + "?q=nobody",
            ),
        ],
    ),
    Address(
        "network:organisation_create",
        SIGNED_IN,
        [
            Page("new organisation", "signed in", mine("network:organisation_create")),
            Page(
                "new organisation, with errors", "signed in", mine("network:organisation_create"), click=SAVE
            ),
        ],
        Send(name="Team Seed", kind="team", country="MX"),
    ),
    Address(
        "network:organisation_detail",
        EVERYBODY,
        [
            Page("organisation", "public", organisation()),
            Page("organisation", "editor", organisation(member=True)),
        ],
        walk=each(Organisation),
    ),
    Address(
        "network:organisation_edit",
        CITY | OFFICE,
        [Page("edit organisation", "editor", for_editor("network:organisation_edit"))],
        Send(description="A city on a river."),
        walk=each(Organisation),
    ),
    Address(
        "network:member_list",
        CITY | COLLEAGUE | OFFICE,
        [Page("members", "editor", for_editor("network:member_list"))],
        walk=each(Organisation),
    ),
    Address(
        "network:member_role",
        sends=Send(for_member("network:member_role"), by=CITY | OFFICE, role="editor", version="1"),
    ),
    Address("network:member_remove", sends=Send(for_member("network:member_remove"), by=CITY | OFFICE)),
    Address(
        "network:invitation_create",
        CITY | OFFICE,
        [
            Page("invite", "editor", for_editor("network:invitation_create")),
            Page("invite, with errors", "editor", for_editor("network:invitation_create"), click=SAVE),
        ],
        Send(email="new@example.org", role="member"),
        walk=each(Organisation),
    ),
    Address("network:invitation_revoke", sends=Send(open_invitation, by=CITY | OFFICE)),
    Address("network:organisation_step", sends=Send(applied("organisation_step"), by=OFFICE, step="approve")),
    Address(
        "network:organisation_refuse",
        OFFICE,
        [Page("refuse an organisation", "coordinator", applied("organisation_refuse"))],
        Send(reason="Your own city is a member already."),
        walk=each(Organisation),
    ),
    Address(
        "network:organisation_suspend",
        OFFICE,
        [Page("suspend an organisation", "coordinator", admitted("organisation_suspend"))],
        Send(reason="Its events advertise a product."),
        walk=each(Organisation),
    ),
    Address(
        "network:application_list",
        OFFICES,
        [
            Page("applications", "coordinator", applications),
            Page(
                "applications, none",
                "coordinator",
                mine("network:application_list", MembershipFactory, coordinator=True),
            ),
        ],
    ),
    Address(
        "network:withheld_list",
        OFFICES,
        [
            Page("off the site", "coordinator", off_the_site),
            Page(
                "off the site, nothing",
                "coordinator",
                mine("network:withheld_list", MembershipFactory, coordinator=True),
            ),
        ],
    ),
    Address(
        "network:withhold",
        OFFICE,
        [
            Page(f"take off the site: {kind}", "coordinator", partial(withholding.to_take_off, kind))
            for kind in withholding.MAKERS
        ],
        Send(reason="It is an advertisement."),
        walk=withholding.each_item,
    ),
    Address("network:restore", sends=Send(partial(withholding.taken_off, "event"), by=OFFICE)),
    Address(
        "network:my_organisation_list",
        SIGNED_IN,
        [
            Page("my organisations", "member", mine("network:my_organisation_list", MembershipFactory)),
            Page("my organisations, none", "signed in", mine("network:my_organisation_list")),
        ],
    ),
    Address(
        "network:invitation_accept",
        NOT_SIGNED_IN,  # asks to sign in or to register
        [
            Page("invitation", "invited", invitation),
            Page("invitation", "public", lambda: reverse("network:invitation_accept", args=["x"])),
        ],
        Send(by=NO_ROLE, refusals={200, 409}),
        refusals={409},
        walk=NO_SUCH,
    ),
    Address("network:event_list", EVERYBODY, [Page("events", "public", events)]),
    Address(
        "network:event_create",
        EDITORS,
        [Page("new event", "editor", mine("network:event_create", MembershipFactory, editor=True))],
        Send(
            title="Workshop",
            summary="What we learnt.",
            starts_at="2030-05-01T10:00",
            ends_at="2030-05-01T12:00",
        ),
    ),
    Address(
        "network:event_detail",
        EVERYBODY,
        [
            Page("event", "public", event("public")),
            Page("event", "member", event("member")),
            Page("event", "guest", event("guest")),
            Page("event", "host", event("host")),
            Page("event called off", "public", called_off),
        ],
        walk=each(Event),
    ),
    Address(
        "network:event_edit",
        HOST,
        [Page("edit event", "host", for_host("network:event_edit"))],
        Send(place="Old hall", data={"confirm": "1", "change-reason": "Rain.", "change-weight": "mail"}),
        walk=each(Event),
    ),
    Address(
        "network:event_changes",
        EVERYBODY,
        opens=answer("network:event_changes", partial(EventFactory, is_public=True)),
        walk=each(Event),
    ),
    Address(
        "network:event_calendar",
        EVERYBODY,
        opens=answer("network:event_calendar", partial(EventFactory, is_public=True)),
        walk=each(Event),
    ),
    Address(
        "network:event_guest_list",
        HOST,
        [
            Page("guests", "host", for_host("network:event_guest_list", guest=True)),
            Page("no guests yet", "host", for_host("network:event_guest_list")),
        ],
        walk=each(Event),
    ),
    Address(
        "network:event_cancel",
        HOST,
        [Page("call event off", "host", for_host("network:event_cancel"))],
        Send(reason="The hall is flooded."),
        walk=each(Event),
    ),
    Address("network:event_register", sends=Send(for_event("network:event_register"), by=SIGNED_IN)),
    Address(
        "network:event_sign_off",
        sends=Send(for_event("network:event_sign_off", guest=True), by=NO_ROLE, refusals={302}),
    ),
    Address(
        "network:agenda_item_create",
        MEMBERS,
        [Page("propose topic", "host", for_host("network:agenda_item_create"))],
        Send(data=place_of, title="Shade at bus stops"),
        walk=each(Event),
    ),
    Address(
        "network:agenda_item_support",
        sends=Send(topic("network:agenda_item_support", member_of), by=MEMBERS, support="yes"),
    ),
    Address(
        "network:agenda_item_place",
        sends=Send(topic("network:agenda_item_place", host_of), by=HOST, data={"on": "yes"}),
    ),
    Address(
        "network:material_create",
        HOST,
        [
            Page("add material", "host", for_host("network:material_create")),
            Page("add material, with errors", "host", for_host("network:material_create"), click=SAVE),
        ],
        Send(title="Slides", url="https://example.org/slides"),
        walk=each(Event),
    ),
    Address(
        "network:material_file",
        EVERYBODY,
        opens=slides("network:material_file", file=True),
        walk=each(Event, lambda event: and_others(event.materials.values_list("pk", flat=True))),
    ),
    Address("network:material_remove", sends=Send(slides("network:material_remove"), by=HOST)),
    Address("organisation-list", EVERYBODY, opens=lambda: reverse("organisation-list")),
    Address(
        "organisation-detail",
        EVERYBODY,
        opens=answer("organisation-detail", OrganisationFactory),
        walk=each(Organisation),
    ),
    Address("event-list", EVERYBODY, opens=lambda: reverse("event-list")),
    Address(
        "event-detail",
        EVERYBODY,
        opens=answer("event-detail", partial(EventFactory, is_public=True)),
        walk=each(Event),
    ),
]
