"""How an entry begins."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from challenges.models import Challenge
from core.languages import language_choices
from network.countries import country_choices
from network.models import Organisation

NEW_TEAM = "new"


class StartForm(forms.Form):
    """Who enters, and under which working title."""

    title = forms.CharField(
        label=_("Working title"),
        max_length=160,
        help_text=_("You can change it until you hand in."),
        error_messages={"required": _("Give the entry a working title.")},
    )
    language = forms.ChoiceField(label=_("Language you write in"), choices=language_choices)
    organisation = forms.ChoiceField(
        label=_("Who enters?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who enters.")},
    )
    team_name = forms.CharField(label=_("Name of the new team"), max_length=200, required=False)
    country = forms.ChoiceField(label=_("Country of the new team"), required=False)
    place = forms.CharField(label=_("City or place of the new team"), max_length=120, required=False)

    def __init__(self, *args: Any, organisations: Any, challenge: Challenge, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        own = [(str(one.pk), one.name) for one in organisations]
        fields["organisation"].choices = [*own, (NEW_TEAM, _("A new team"))]
        fields["country"].choices = [("", _("Choose a country")), *country_choices()]
        names = dict(language_choices())
        offered = [code for code in challenge.languages if code in names] or list(names)
        fields["language"].choices = [(code, names[code]) for code in offered]
        if not own:
            self.initial["organisation"] = NEW_TEAM

    def clean(self) -> dict[str, Any]:
        """A new team needs a name that is free, and a country."""
        data = super().clean() or {}
        if data.get("organisation") == NEW_TEAM:
            name = (data.get("team_name") or "").strip()
            if not name:
                self.add_error("team_name", _("Give the new team a name."))
            elif Organisation.objects.filter(name__iexact=name).exists():
                self.add_error("team_name", _("This name is taken. Choose another one."))
            if not data.get("country"):
                self.add_error("country", _("Choose the country of the new team."))
        return data
