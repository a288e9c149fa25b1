"""Who belongs to a project."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cocreation.models import ProjectMember


class MemberForm(forms.Form):
    """A new member, by e-mail address."""

    email = forms.EmailField(label=_("E-mail address of the account"))
    role = forms.ChoiceField(
        label=_("Role"),
        choices=ProjectMember.Role.choices,
        initial=ProjectMember.Role.TEAM,
        help_text=_("All members have equal rights on the board. Gates are decided by the city's editors."),
    )
