"""Organisations and their people, invitations, events."""

from network.models.event import AgendaItem, Event, Material, Registration
from network.models.invitation import Invitation, InvitationBase
from network.models.organisation import Membership, Organisation, OrganisationRecord
from network.models.withheld import Withholdable, acting_in

__all__ = [
    "AgendaItem",
    "Event",
    "Invitation",
    "InvitationBase",
    "Material",
    "Membership",
    "Organisation",
    "OrganisationRecord",
    "Registration",
    "Withholdable",
    "acting_in",
]
