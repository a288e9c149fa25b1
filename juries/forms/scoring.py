"""A juror's scores."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from challenges.models import Criterion
from core.forms import ReadForm
from juries.actions.scoring import ABSTAIN, TEXTS, field_values
from juries.models import Scorecard
from juries.models.assignment import SHORTEST_REASON


class ScoreForm(ReadForm):
    """A scorecard: a scale and a reason for each criterion, and three texts."""

    strengths = forms.CharField(
        label=_("One strength"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The team reads this after the decision."),
    )
    improvements = forms.CharField(
        label=_("One thing to improve"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The team reads this after the decision."),
    )
    jury_note = forms.CharField(
        label=_("Note for the jury only"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, criteria: list[Criterion], card: Scorecard | None, **kwargs: Any) -> None:
        version = card.version if card else 1
        kwargs.setdefault("initial", field_values(card, criteria) | {"version": version})
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        for criterion in criteria:
            self.fields[f"score_{criterion.pk}"] = forms.ChoiceField(
                label=criterion.title,
                help_text=criterion.description,
                choices=[*_points(criterion), (ABSTAIN, _("I abstain from this criterion"))],
                widget=forms.RadioSelect,
                required=False,
            )
            self.fields[f"why_{criterion.pk}"] = forms.CharField(
                label=_("Reason for “%(criterion)s”") % {"criterion": criterion.title},
                help_text=_("At least %(n)s characters. The team reads this after the decision.")
                % {"n": SHORTEST_REASON},
                widget=forms.Textarea(attrs={"rows": 3}),
                required=False,
            )
        self.order_fields([f.name for row in self.rows() for f in (row["score"], row["why"])] + list(TEXTS))

    def rows(self) -> list[dict[str, Any]]:
        """For each criterion its weight, its scale and its reason."""
        return [
            {
                "criterion": criterion,
                "weight": criterion.weight,
                "score": self[f"score_{criterion.pk}"],
                "why": self[f"why_{criterion.pk}"],
            }
            for criterion in self.criteria
        ]

    def texts(self) -> list[Any]:
        """The three fields below the criteria."""
        return [self[name] for name in TEXTS]


def _points(criterion: Criterion) -> list[tuple[str, str]]:
    steps = range(Criterion.MINIMUM, Criterion.MAXIMUM + 1)
    return [(str(step), f"{step} – {criterion.anchors.get(str(step), '')}") for step in steps]
