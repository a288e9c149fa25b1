"""A member's role."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.models import User
from network.models import Membership, Organisation
from network.permissions import can_give_role


def roles_to_give(organisation: Organisation, user: User) -> list[tuple[str, Any]]:
    """The roles that the user may give there, as value and label."""
    return [
        (value, label) for value, label in Membership.Role.choices if can_give_role(organisation, value, user)
    ]


class RoleForm(forms.Form):
    """The role of a member, among those that the user may give."""

    role = forms.ChoiceField(label=_("Role"), choices=[])

    def __init__(self, *args: Any, organisation: Organisation, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["role"].choices = roles_to_give(organisation, user)
