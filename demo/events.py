"""One coming event, so that members find an agenda to set together."""

from core.models import User
from demo.texts import days_from_now, read
from network.models import AgendaItem, Event, Organisation, Registration


def build_event(organisations: dict[str, Organisation], people: dict[str, User]) -> Event:
    """The event with its host, two proposed topics and a first registration."""
    facts = read("organisations")["event"]
    event = Event.objects.create(
        host=organisations["office"],
        starts_at=days_from_now(facts["in_days"], 14, 0),
        ends_at=days_from_now(facts["in_days"], 16, 30),
        time_zone="Europe/Berlin",
        place="Online",
        is_public=True,
        is_demo=True,
        **{name: facts[name] for name in ("title", "summary", "description")},
    )
    for order, (email, title, text) in enumerate(facts["topics"]):
        person = people[email]
        organisation = person.memberships.get(role="editor").organisation
        item = AgendaItem.objects.create(
            event=event,
            title=title,
            description=text,
            organisation=organisation,
            proposed_by=person,
            order=order,
        )
        item.supporters.add(person, people["city@demo.example"])
    Registration.objects.create(event=event, user=people["member@demo.example"])
    return event
