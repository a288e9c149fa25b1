"""Forms of the network, by noun."""

from network.forms.events import AgendaItemForm, CancelForm, EventForm, MaterialForm
from network.forms.organisations import InvitationForm, OrganisationForm, RoleForm

__all__ = [
    "AgendaItemForm",
    "CancelForm",
    "EventForm",
    "InvitationForm",
    "MaterialForm",
    "OrganisationForm",
    "RoleForm",
]
