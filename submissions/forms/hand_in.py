"""What is asked when an entry is withdrawn."""

from django import forms
from django.utils.translation import gettext_lazy as _


class WithdrawForm(forms.Form):
    """Why an entry is taken back."""

    reason = forms.CharField(
        label=_("Why do you withdraw?"),
        help_text=_("The office reads it. The entry stays on file and cannot be handed in again."),
        max_length=2000,
        error_messages={"required": _("Say why the entry is withdrawn.")},
        widget=forms.Textarea(attrs={"rows": 4}),
    )
