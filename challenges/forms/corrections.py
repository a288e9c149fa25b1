"""Other words for a published challenge."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from challenges.actions.corrections import TEXTS
from challenges.forms.challenges import WORDS
from challenges.models import Challenge
from core.forms import VersionedForm


class CorrectionForm(VersionedForm):
    """The texts as they are public, for the office; with those of a proposal in their place."""

    class Meta:
        model = Challenge
        fields = list(TEXTS)

    def __init__(self, *args: Any, proposed: dict[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        for name in WORDS:
            fields[name].widget = forms.Textarea(attrs={"rows": 8, "data-words": WORDS[name]})
        fields["summary"].widget = forms.Textarea(attrs={"rows": 3, "maxlength": 500})
        for name, text in (proposed or {}).items():
            self.initial[name] = text
        for name in TEXTS:  # what is public can be put better, but not taken away
            fields[name].required = bool(getattr(self.instance, name))


class ProposalForm(CorrectionForm):
    """The same for the city, which asks the office."""

    reason = forms.CharField(
        label=_("Why is it changed?"),
        help_text=_("The network office decides. When it agrees, everybody can read this."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
