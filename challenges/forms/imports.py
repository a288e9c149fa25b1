"""The upload of a feed."""

from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from challenges.models import Competition
from core.uploads import limit


def _help() -> str:
    return now("A JSON file of Challenge.gov, up to %(limit)s.") % {"limit": limit()}


class ImportForm(forms.Form):
    """A feed, and the competition that its challenges join."""

    competition = forms.ModelChoiceField(
        label=_("Competition"),
        queryset=Competition.objects.none(),
        help_text=_("The challenges become drafts in it."),
    )
    file = forms.FileField(
        label=_("Feed"),
        allow_empty_file=True,
        help_text=lazy(_help, str)(),
        widget=forms.FileInput(attrs={"accept": ".json"}),
    )

    dry = forms.BooleanField(
        label=_("Only look: say what would be imported, and store nothing"), required=False, initial=True
    )

    def __init__(self, *args: Any, competitions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["competition"].queryset = competitions
