"""An organisation's own facts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import VersionedForm
from core.languages import language_choices
from core.models import User
from network.countries import country_choices
from network.models import Organisation
from network.permissions import can_make_kind


class OrganisationForm(VersionedForm):
    """The public page of an organisation."""

    groups = (("latitude", "longitude"),)

    country = forms.ChoiceField(
        label=_("Country"), choices=lambda: [("", _("Choose a country")), *country_choices()]
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages that you work in"),
        choices=language_choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    website = forms.URLField(label=_("Website"), max_length=300, required=False, assume_scheme="https")

    class Meta:
        model = Organisation
        fields = [
            "name",
            "kind",
            "place",
            "country",
            "languages",
            "website",
            "mail_domain",
            "latitude",
            "longitude",
            "description",
            "source_note",
        ]
        help_texts = {
            "mail_domain": _(
                "The part of your addresses after the @. It helps to find conflicts of interest in juries."
            ),
            "latitude": _("In degrees, for the map; Guadalajara is 20.67."),
            "longitude": _("In degrees; Guadalajara is -103.35."),
            "source_note": _("If others wrote the facts on this page down: where they stand."),
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["kind"].choices = [
            (value, label)
            for value, label in Organisation.Kind.choices
            if can_make_kind(value, user) or value == self.instance.kind
        ]

    def clean(self) -> dict[str, Any]:
        """Both coordinates or none."""
        super().clean()
        data = self.cleaned_data
        if (data.get("latitude") is None) != (data.get("longitude") is None):
            self.add_error("longitude", _("Give both coordinates, or neither."))
        return data
