"""Forms of an organisation that two of its people can open."""

from django.urls import reverse

from tests.editing.windows import Shared
from tests.factories import EventFactory, MembershipFactory, OrganisationFactory


def organisation():
    city = OrganisationFactory(located=True)
    user = MembershipFactory(organisation=city, editor=True).user
    return user, reverse("network:organisation_edit", args=[city.code])


def event():
    made = EventFactory(is_public=True)
    user = MembershipFactory(organisation=made.host, editor=True).user
    return user, reverse("network:event_edit", args=[made.code])


FORMS = [
    Shared(
        "network.organisations.OrganisationForm",
        organisation,
        {"name": "City of Kochi"},
        {"description": "By the sea."},
    ),
    Shared(
        "network.organisations.OrganisationForm map", organisation, {"place": "Kochi"}, {"latitude": "9.97"}
    ),
    Shared("network.events.EventForm", event, {"title": "On markets"}, {"summary": "Two hours."}),
    Shared("network.events.EventForm times", event, {"place": "Town hall"}, {"time_zone": "Asia/Kolkata"}),
]
