"""Other words for a published challenge."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from challenges.actions.corrections import FIELDS, OF_INDICATOR, TEXTS
from challenges.forms.challenges import WORDS, formfield_of
from challenges.models import Challenge, ChallengeIndicator
from core.forms import VersionedForm

REASON: dict[str, Any] = {
    "label": _("Why is it changed?"),
    "help_text": _("The network office decides. When it agrees, everybody can read this."),
    "max_length": 2000,
}


class CorrectionForm(VersionedForm):
    """The fields as they are public, for the office; with those of a proposal in their place."""

    class Meta:
        model = Challenge
        fields = list(FIELDS)

    def __init__(self, *args: Any, proposed: dict[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        for name in WORDS:
            fields[name].widget = forms.Textarea(attrs={"rows": 8, "data-words": WORDS[name]})
        fields["summary"].widget = forms.Textarea(attrs={"rows": 3, "maxlength": 500})
        fields["area"].queryset = self.instance.competition.areas.all()
        fields["sdgs"] = formfield_of(self.instance)(Challenge._meta.get_field("sdgs"))
        fields["languages"] = formfield_of(self.instance)(Challenge._meta.get_field("languages"))
        fields["languages"].help_text = _("A language can be added. None is taken away: teams write in it.")
        _prepare(self, proposed, (*TEXTS, "area", "languages"))


class IndicatorCorrectionForm(VersionedForm):
    """The same for one of its indicators."""

    class Meta:
        model = ChallengeIndicator
        fields = list(OF_INDICATOR)

    def __init__(self, *args: Any, proposed: dict[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _prepare(self, proposed, OF_INDICATOR)


def _prepare(form: VersionedForm, proposed: dict[str, Any] | None, names: tuple[str, ...]) -> None:
    """Put proposed values in their fields; what is public can be put better, but not taken away."""
    for name, value in (proposed or {}).items():
        form.initial[name] = value
    for name in names:
        form.fields[name].required = getattr(form.instance, name) not in (None, "", [])


class ProposalForm(CorrectionForm):
    """The same for the city, which asks the office."""

    reason = forms.CharField(**REASON, widget=forms.Textarea(attrs={"rows": 3}))


class IndicatorProposalForm(IndicatorCorrectionForm):
    """The same for the city and one of its indicators."""

    reason = forms.CharField(**REASON, widget=forms.Textarea(attrs={"rows": 3}))
