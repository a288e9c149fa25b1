"""The pages of the network, by noun."""

from network.views.agenda import (
    agenda_item_create,
    agenda_item_place,
    agenda_item_support,
    material_create,
    material_file,
    material_remove,
)
from network.views.events import (
    event_cancel,
    event_create,
    event_detail,
    event_edit,
    event_list,
    event_register,
    event_sign_off,
)
from network.views.invitations import invitation_accept, invitation_create, invitation_revoke
from network.views.members import member_list, member_remove, member_role
from network.views.organisations import (
    my_organisation_list,
    organisation_create,
    organisation_detail,
    organisation_edit,
    organisation_list,
)

__all__ = [
    "agenda_item_create",
    "agenda_item_place",
    "agenda_item_support",
    "event_cancel",
    "event_create",
    "event_detail",
    "event_edit",
    "event_list",
    "event_register",
    "event_sign_off",
    "invitation_accept",
    "invitation_create",
    "invitation_revoke",
    "material_create",
    "material_file",
    "material_remove",
    "member_list",
    "member_remove",
    "member_role",
    "my_organisation_list",
    "organisation_create",
    "organisation_detail",
    "organisation_edit",
    "organisation_list",
]
