"""What the city enters when it decides."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import ReadForm
from juries.models import Decision


class CityDecisionForm(ReadForm):
    """The city's own decision on one entry."""

    groups = (("outcome", "reason"),)

    outcome = forms.ChoiceField(widget=forms.RadioSelect)
    reason = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only if the decision differs from the jury's advice. The team reads it."),
    )

    def __init__(self, *args: Any, decision: Decision, outcomes: list[str], **kwargs: Any) -> None:
        self.decision = decision
        shown = self.shown({"city_outcome": decision.city_outcome, "city_reason": decision.city_reason})
        super().__init__(*args, initial=shown | {"version": decision.version}, **kwargs)
        title = {"title": decision.entry.title}
        self.fields["outcome"].label = _("“%(title)s”: the city decides") % title
        self.fields["reason"].label = _("“%(title)s”: why the city decides otherwise") % title
        labels = dict(Decision.Outcome.choices)
        self.fields["outcome"].choices = [(one, labels[one]) for one in outcomes]  # type: ignore[attr-defined]

    def shown(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Where the city has not decided yet, the advice stands."""
        names = {"city_outcome": "outcome", "city_reason": "reason"}
        shown = {names[name]: value for name, value in values.items() if name in names}
        return shown | {"outcome": shown.get("outcome") or self.decision.outcome}

    def clean(self) -> dict[str, Any]:
        """To depart from the advice needs a reason."""
        data = super().clean() or {}
        if data.get("outcome") not in (None, self.decision.outcome) and not data.get("reason", "").strip():
            self.add_error("reason", _("Say why the city decides otherwise than the jury advised."))
        return data
