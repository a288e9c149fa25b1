"""What the network office says when it sends a release back."""

from django import forms
from django.utils.translation import gettext_lazy as _

from transfer.forms.shared import area


class ReturnForm(forms.Form):
    """What should be changed in a release, sent from the page of the release."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        widget=area(4),
        error_messages={
            "required": _("Write what should be changed."),
            "max_length": _("The note is too long. Write at most 2,000 characters."),
        },
    )
