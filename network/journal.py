"""The journals of organisations and events: read and taken up again by whoever may change them."""

from django.urls import reverse

from core import journal
from network.actions.events import edit_event
from network.actions.organisations import edit_organisation
from network.permissions import can_host_event, can_manage


def organisation() -> journal.Journal:
    """What the organisation says about itself, as long as it is kept."""
    return journal.of_fields(
        ["name", "place", "website", "mail_domain", "description", "source_note"],
        open_to=can_manage,
        edit=edit_organisation,
        page=lambda organisation: reverse("network:organisation_edit", args=[organisation.code]),
        shown=["kind", "country", "languages", "latitude", "longitude"],
    )


def event() -> journal.Journal:
    """The texts of an event; what guests are told of has no button here: it is changed with a reason."""
    return journal.of_fields(
        ["title", "summary", "description"],
        open_to=lambda event, user: can_host_event(event.host, user),
        edit=edit_event,
        page=lambda event: reverse("network:event_edit", args=[event.code]),
        shown=[
            "host",
            "language",
            "place",
            "online_url",
            "time_zone",
            "starts_at",
            "ends_at",
            "capacity",
            "is_public",
        ],
    )
