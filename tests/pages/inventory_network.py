"""Pages of `network`."""

from django.urls import reverse

from network.actions.agenda import place_agenda_item
from network.actions.events import cancel_event
from tests.factories import (
    AgendaItemFactory,
    EventFactory,
    InvitationFactory,
    MaterialFactory,
    MembershipFactory,
    OrganisationFactory,
    RegistrationFactory,
    UserFactory,
)
from tests.pages.inventory import Page

SAVE = "main form .btn"


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


def invitation():
    user = UserFactory()
    token = InvitationFactory(email=user.email).issue()
    return reverse("network:invitation_accept", args=[token]), user


def event(role):
    def build():
        made = EventFactory(
            is_public=True, description="Text", capacity=9, online_url="https://meet.example/x"
        )
        AgendaItemFactory(event=made)
        place_agenda_item(AgendaItemFactory(event=made), by=_host(made), on_agenda=True)
        MaterialFactory(event=made)
        user = {"host": _host, "guest": _guest, "member": _member}.get(role, lambda made: None)(made)
        return (made.get_absolute_url(), user) if user else made.get_absolute_url()

    return build


def _host(made):
    return MembershipFactory(organisation=made.host, editor=True).user


def _guest(made):
    return RegistrationFactory(event=made).user


def _member(made):
    return MembershipFactory().user


def for_host(name):
    def build():
        made = EventFactory()
        return reverse(name, args=[made.code]), _host(made)

    return build


def events():
    EventFactory.create_batch(25, is_public=True)
    return reverse("network:event_list")


def mine(name, make=UserFactory, **values):
    def build():
        made = make(**values)
        return reverse(name), getattr(made, "user", made)

    return build


def called_off():
    made = EventFactory(is_public=True)
    cancel_event(made, by=_host(made), reason="The hall is flooded.")
    return made.get_absolute_url()


PAGES: list[Page] = [
    Page("organisations", "public", organisations),
    Page("organisations, none found", "public", lambda: reverse("network:organisation_list") + "?q=nobody"),
    Page("organisation", "public", organisation()),
    Page("organisation", "editor", organisation(member=True)),
    Page("new organisation", "signed in", mine("network:organisation_create")),
    Page(
        "new organisation, with errors",
        "signed in",
        mine("network:organisation_create"),
        click=SAVE,
    ),
    Page("edit organisation", "editor", for_editor("network:organisation_edit")),
    Page("members", "editor", for_editor("network:member_list")),
    Page("invite", "editor", for_editor("network:invitation_create")),
    Page("invite, with errors", "editor", for_editor("network:invitation_create"), click=SAVE),
    Page(
        "my organisations",
        "member",
        mine("network:my_organisation_list", MembershipFactory),
    ),
    Page(
        "my organisations, none",
        "signed in",
        mine("network:my_organisation_list"),
    ),
    Page("invitation", "invited", invitation),
    Page("invitation", "public", lambda: reverse("network:invitation_accept", args=["x"])),
    Page("events", "public", events),
    Page("event", "public", event("public")),
    Page("event", "member", event("member")),
    Page("event", "guest", event("guest")),
    Page("event", "host", event("host")),
    Page("event called off", "public", called_off),
    Page("new event", "editor", mine("network:event_create", MembershipFactory, editor=True)),
    Page("edit event", "host", for_host("network:event_edit")),
    Page("call event off", "host", for_host("network:event_cancel")),
    Page("propose topic", "host", for_host("network:agenda_item_create")),
    Page("add material", "host", for_host("network:material_create")),
    Page("add material, with errors", "host", for_host("network:material_create"), click=SAVE),
]
