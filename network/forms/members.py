"""A member's role."""

from typing import Any

from core.forms import VersionedForm
from core.models import User
from network.models import Membership, Organisation
from network.permissions import can_give_role


def roles_to_give(organisation: Organisation, user: User) -> list[tuple[str, Any]]:
    """The roles that the user may give there, as value and label."""
    return [
        (value, label) for value, label in Membership.Role.choices if can_give_role(organisation, value, user)
    ]


class RoleForm(VersionedForm):
    """The role of a member, among those that the user may give."""

    class Meta:
        model = Membership
        fields = ["role"]

    def __init__(self, *args: Any, roles: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["role"].choices = roles
