"""An invitation to an organisation."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.models import User
from network.forms.members import roles_to_give
from network.models import Organisation


class InvitationForm(forms.Form):
    """Whom to invite, and to which of the roles that the user may give."""

    email = forms.EmailField(
        label=_("E-mail address"), help_text=_("Only this address can use the invitation.")
    )
    role = forms.ChoiceField(label=_("Role"), choices=[])

    def __init__(self, *args: Any, organisation: Organisation, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["role"].choices = roles_to_give(organisation, user)
