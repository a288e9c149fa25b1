"""Cities that share a challenge."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.choosing import NamedField, offer
from network.models import Organisation


class AskPartnerForm(forms.Form):
    """Which city or agency is asked."""

    organisation = NamedField(label=_("City or agency"), queryset=Organisation.objects.none())

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "organisation", organisations)


class ConfirmForm(forms.Form):
    """The partner's own contact."""

    contact = forms.CharField(
        label=_("Whom teams and the other city can ask"),
        help_text=_("Everybody can read it: better an office and its address than a person."),
        max_length=200,
    )


class EndForm(forms.Form):
    """Why a city does not, or no longer, take part."""

    note = forms.CharField(
        label=_("Reason"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
