"""An invitation to an organisation."""

from django import forms
from django.utils.translation import gettext_lazy as _

from network.forms.members import RoleForm


class InvitationForm(RoleForm):
    """Whom to invite."""

    email = forms.EmailField(
        label=_("E-mail address"), help_text=_("Only this address can use the invitation.")
    )
    field_order = ["email", "role"]
