"""Why an organisation is refused or suspended."""

from django import forms
from django.utils.translation import gettext_lazy as _


class DecisionForm(forms.Form):
    """The reason, which the organisation reads."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("The organisation's editors get it by mail, and its people read it on its page."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
    )
