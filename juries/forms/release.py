"""Letters, and their release."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import VersionedForm
from juries.models import Decision, Panel


class LetterForm(VersionedForm):
    """A letter to a team."""

    class Meta:
        model = Decision
        fields = ["letter"]
        widgets = {"letter": forms.Textarea(attrs={"rows": 16})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["letter"].required = True


class ReleaseForm(forms.Form):
    """The only step that asks for typing: it cannot be undone."""

    confirmation = forms.CharField(label=_("Type the name of the panel to confirm"), max_length=200)

    def __init__(self, *args: Any, panel: Panel, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.panel = panel
        self.fields["confirmation"].help_text = panel.title

    def clean_confirmation(self) -> str:
        """Exactly the panel's name, capitals and blanks aside."""
        typed = " ".join(self.cleaned_data["confirmation"].split()).casefold()
        if typed != " ".join(self.panel.title.split()).casefold():
            raise forms.ValidationError(_("This is not the name of the panel."))
        return self.cleaned_data["confirmation"]
