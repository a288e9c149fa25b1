"""Who works on an entry."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import VersionedForm
from submissions.models import Contributor


class InviteForm(forms.Form):
    """Whom to invite, and to do what."""

    email = forms.EmailField(
        label=_("E-mail address"), error_messages={"required": _("Write the person's e-mail address.")}
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=Contributor.Role.choices,
        initial=Contributor.Role.CONTRIBUTOR,
        widget=forms.RadioSelect,
    )


class RoleForm(VersionedForm):
    """Another role for a person of the team."""

    class Meta:
        model = Contributor
        fields = ["role"]
