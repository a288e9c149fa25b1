"""What a juror enters: ties, conflicts, scores."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from challenges.models import Criterion
from juries.actions.scoring import ABSTAIN, TEXTS, field_values
from juries.models import Assignment, Panel, Scorecard
from juries.models.assignment import SHORTEST_REASON
from network.models import Organisation


class TiesForm(forms.Form):
    """Blind panels: organisations with which the juror has a tie."""

    organisations = forms.ModelMultipleChoiceField(
        Organisation.objects.none(),
        label=_("I have a tie with"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Employment, kinship, money, joint work in the last three years. Tick none if there is none."
        ),
    )
    detail = forms.CharField(
        label=_("What kind of tie is it?"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, panel: Panel, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        teams = panel.entries().order_by().values("organisation")
        # By name, so that the order says nothing about the entries.
        self.fields["organisations"].queryset = (  # type: ignore[attr-defined]
            Organisation.objects.filter(pk__in=teams).order_by("name")
        )


class DeclarationForm(forms.Form):
    """One assigned entry: free, or a conflict with its reason."""

    answer = forms.ChoiceField(
        choices=[("free", _("I have no conflict")), ("conflict", _("I have a conflict"))],
        widget=forms.RadioSelect,
        required=False,
    )
    detail = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Only if you have one. The office reads it."),
    )

    def __init__(self, *args: Any, title: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A page holds several of these: each label says which entry it is about.
        self.fields["answer"].label = _("“%(title)s”: your answer") % {"title": title}
        self.fields["detail"].label = _("“%(title)s”: what kind of conflict is it?") % {"title": title}

    def clean(self) -> dict[str, Any]:
        """A conflict is explained."""
        data = super().clean() or {}
        if data.get("answer") == "conflict" and len(data.get("detail", "").strip()) < 10:
            self.add_error("detail", _("Say in a few words what the conflict is."))
        return data


class LateConflictForm(forms.Form):
    """A conflict that shows while reading, or another reason to step back."""

    code = forms.ChoiceField(
        label=_("Why do you step back?"), choices=Assignment.Recusal.choices, widget=forms.RadioSelect
    )
    detail = forms.CharField(
        label=_("In a few words"),
        min_length=10,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The office reads it; the other jurors do not."),
    )


class ScoreForm(forms.Form):
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
        kwargs.setdefault("initial", field_values(card, criteria))
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
