"""Events with their hosts, guests and topics, for the rows of addresses."""

from django.urls import reverse

from network.actions.agenda import place_agenda_item
from network.actions.events import cancel_event
from tests.factories import (
    AgendaItemFactory,
    EventFactory,
    MaterialFactory,
    MembershipFactory,
    RegistrationFactory,
    StoredFileFactory,
    UserFactory,
)


def event(role):
    def build():
        made = EventFactory(
            is_public=True, description="Text", capacity=9, online_url="https://meet.example/x"
        )
        AgendaItemFactory(event=made)
        place_agenda_item(AgendaItemFactory(event=made), by=host_of(made), on_agenda=True)
        MaterialFactory(event=made)
        user = {"host": host_of, "guest": guest_of, "member": member_of}.get(role, lambda made: None)(made)
        return (made.get_absolute_url(), user) if user else made.get_absolute_url()

    return build


def host_of(made):
    return MembershipFactory(organisation=made.host, editor=True).user


def guest_of(made):
    return RegistrationFactory(event=made).user


def member_of(made):
    return MembershipFactory().user


def for_host(name, *, guest=False):
    def build():
        made = EventFactory()
        if guest:
            RegistrationFactory(event=made)
        return reverse(name, args=[made.code]), host_of(made)

    return build


def events():
    EventFactory.create_batch(25, is_public=True)
    return reverse("network:event_list")


def called_off():
    made = EventFactory(is_public=True)
    cancel_event(made, by=host_of(made), reason="The hall is flooded.")
    return made.get_absolute_url()


def for_event(name, *, guest=False):
    """An address of a public event, for somebody who comes or may come."""

    def build():
        made = EventFactory(is_public=True)
        user = RegistrationFactory(event=made).user if guest else UserFactory()
        return reverse(name, args=[made.code]), user

    return build


def topic(name, role):
    def build():
        item = AgendaItemFactory(event__is_public=True)
        return reverse(name, args=[item.event.code, item.pk]), role(item.event)

    return build


def slides(name, *, file=False):
    def build():
        made = MaterialFactory(
            event__is_public=True, **({"file": StoredFileFactory(), "url": ""} if file else {})
        )
        return reverse(name, args=[made.event.code, made.pk]), host_of(made.event)

    return build
