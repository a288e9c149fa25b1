"""A member's role."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from network.models import Membership, Organisation
from network.permissions import can_give_role


class RoleForm(forms.Form):
    """The role of a member, among those that the user may give."""

    role = forms.ChoiceField(label=_("Role"), choices=[])

    def __init__(self, *args: Any, organisation: Organisation, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [
            (value, label)
            for value, label in Membership.Role.choices
            if can_give_role(organisation, value, user)
        ]
