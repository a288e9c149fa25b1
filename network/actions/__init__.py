"""Use cases of the network, by noun."""

from network.actions.events import (
    add_material,
    cancel_event,
    create_event,
    edit_event,
    place_agenda_item,
    propose_agenda_item,
    register,
    remove_material,
    sign_off,
    support_agenda_item,
)
from network.actions.members import (
    accept_invitation,
    change_role,
    invite_member,
    remove_member,
    revoke_invitation,
)
from network.actions.organisations import create_organisation, edit_organisation

__all__ = [
    "accept_invitation",
    "add_material",
    "cancel_event",
    "change_role",
    "create_event",
    "create_organisation",
    "edit_event",
    "edit_organisation",
    "invite_member",
    "place_agenda_item",
    "propose_agenda_item",
    "register",
    "remove_material",
    "remove_member",
    "revoke_invitation",
    "sign_off",
    "support_agenda_item",
]
