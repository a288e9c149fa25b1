"""A question of the entry form, as the office writes it."""

from collections.abc import Mapping
from typing import Any

from babel.numbers import list_currencies
from django import forms
from django.utils.translation import gettext_lazy as _

from challenges.answers import NO, YES
from challenges.forms.wall_time import WallTimeField, clean_wall_times, wall_times
from challenges.models import FormQuestion
from core.forms import VersionedForm

Kind = FormQuestion.Kind
# Kinds whose answer another question may hang on.
CONDITIONS = (Kind.CHOICE, Kind.SEVERAL, Kind.YES_NO)
TEXTS, NUMBERS = (Kind.TEXT, Kind.LONG), (Kind.NUMBER, Kind.MONEY)
MOMENTS = ("required_from", "frozen_from")
FIELDS = [
    *("section", "label", "identifier", "help", "kind", "choices"),
    *("word_limit", "letter_limit", "unit", "minimum", "maximum", "decimals"),
    *("required", "required_from", "frozen_from", "seen_by", "names_people", "shown_if", "shown_value"),
    "order",
]
HELP = {
    "identifier": _("Short and in small letters. Answers are stored under it, so it stays for good."),
    "word_limit": _("For texts. Chinese and Japanese signs count as words."),
    "letter_limit": _("For texts. The fair limit where words are not parted by blanks, as in Thai."),
    "unit": _("For a number, such as kWh or people; for an amount of money its currency, such as EUR."),
    "minimum": _("For numbers and amounts. An amount of money is never below 0 unless you say so here."),
    "required_from": _("In the time zone of the competition. Empty: always."),
    "frozen_from": _(
        "In the time zone of the competition. What was written by then stays; what is empty does not."
    ),
    "names_people": _("Jurors of a blind call do not read the answer."),
    "shown_if": _("A question that is not asked needs no answer; one given before is kept."),
    "shown_value": _("One of its choices; yes or no for a question of that kind."),
}


class QuestionForm(VersionedForm):
    """A question of the entry form; the choices stand one per line."""

    choices = forms.CharField(
        label=_("Choices, or columns of a table"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One per line."),
    )

    required_from = WallTimeField(label=_("Needed from"), required=False, help_text=HELP["required_from"])
    frozen_from = WallTimeField(label=_("Fixed from"), required=False, help_text=HELP["frozen_from"])
    zone_name = "UTC"

    class Meta:
        model = FormQuestion
        fields = FIELDS
        widgets = {
            "help": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = HELP

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.update(self.shown({"choices": self.instance.choices}))
        fields: dict[str, Any] = self.fields
        fields["seen_by"].required = False  # both, unless told

    def in_zone(self, zone_name: str) -> None:
        """Show and read the moments as clocks there do."""
        self.zone_name = zone_name
        moments = {name: getattr(self.instance, name) for name in MOMENTS}
        self.initial.update(wall_times(moments, MOMENTS, zone_name))

    def shown(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The choices, one per line, and the moments as wall times."""
        moments = wall_times(values, MOMENTS, self.zone_name)
        lines = {"choices": "\n".join(values["choices"])} if "choices" in values else {}
        return super().shown(values) | lines | moments

    def clean_choices(self) -> list[str]:
        """The lines that are not empty."""
        lines = [line.strip() for line in self.cleaned_data["choices"].splitlines()]
        return list(dict.fromkeys(line for line in lines if line))

    def clean(self) -> dict[str, Any]:
        """Each kind has what it needs, and no limits that mean nothing for it."""
        data = super().clean() or {}
        clean_wall_times(self, MOMENTS, self.zone_name)
        data["seen_by"] = data.get("seen_by") or FormQuestion.Readers.BOTH
        self._check_kind(data, data.get("kind"))
        least, most = data.get("minimum"), data.get("maximum")
        if least is not None and most is not None and least > most:
            self.add_error("maximum", _("Write a number that is not below the least one."))
        self._check_condition(data, data.get("shown_if"))
        return data

    def _check_kind(self, data: dict[str, Any], kind: Any) -> None:
        if kind in (Kind.CHOICE, Kind.SEVERAL, Kind.TABLE) and len(data.get("choices") or []) < 2:
            self.add_error("choices", _("Write at least two choices, one per line."))
        if kind == Kind.MONEY and data.get("unit") not in list_currencies():
            self.add_error("unit", _("Write the currency by its three letters, such as EUR."))
        names = [] if kind in TEXTS else ["word_limit", "letter_limit"]
        names += [] if kind in NUMBERS else ["minimum", "maximum", "decimals"]
        for name in names:
            if data.get(name) is not None:
                self.add_error(name, _("Leave this empty for this kind of answer."))

    def _check_condition(self, data: dict[str, Any], rests_on: FormQuestion | None) -> None:
        if rests_on is None:
            return
        offered = [YES, NO] if rests_on.kind == Kind.YES_NO else rests_on.choices
        if data.get("shown_value") not in offered:
            words = {"offered": ", ".join(offered)}
            self.add_error("shown_value", _("Write one of its answers: %(offered)s.") % words)
