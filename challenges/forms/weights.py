"""The weights of all criteria of a competition, on one page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from challenges.models import Competition
from core.forms import ReadForm


class WeightsForm(ReadForm):
    """A weight for each criterion in force; together they are 100."""

    def __init__(self, *args: Any, competition: Competition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = competition.criteria_in_force()
        for one in self.criteria:
            self.fields[f"weight_{one.pk}"] = forms.IntegerField(
                label=one.title, initial=one.weight, min_value=0, max_value=100
            )

    def clean(self) -> dict[str, Any]:
        """They add up."""
        names = [f"weight_{one.pk}" for one in self.criteria]
        total = sum(self.cleaned_data.get(name, 0) for name in names)
        if total != 100 and not self.errors:
            text = _("The weights must add up to 100. They are %(total)s now.") % {"total": total}
            raise forms.ValidationError(text)
        return self.cleaned_data

    def weights(self) -> dict[int, int]:
        """The weights by the key of their criterion."""
        return {one.pk: self.cleaned_data[f"weight_{one.pk}"] for one in self.criteria}
