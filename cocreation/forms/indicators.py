"""Indicators and their readings."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cocreation.forms.base import BoardForm, DayInput
from cocreation.models import Indicator, Reading


class IndicatorForm(BoardForm):
    """What is measured and against what."""

    groups = (("lowest", "highest"),)

    class Meta:
        model = Indicator
        fields = [
            "name",
            "unit",
            "direction",
            "baseline",
            "target",
            "lowest",
            "highest",
            "source",
            "rhythm",
            "public",
        ]
        widgets = {"direction": forms.RadioSelect}
        help_texts = {
            "unit": _("For example: stalls, °C, per 100 pupils."),
            "baseline": _("The value before the project."),
            "target": _("The value that counts as success. Fixed once the pilot begins."),
            "lowest": _("Readings below this have to be confirmed."),
            "highest": _("Readings above this have to be confirmed."),
        }


class ReadingForm(forms.ModelForm):
    """One measured value."""

    sure = forms.BooleanField(label=_("I have checked this value; it is right"), required=False)

    class Meta:
        model = Reading
        fields = ["value", "measured_on", "note"]

    def __init__(self, *args: Any, indicator: Indicator, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        from_range = indicator.range_text()
        hints = [str(indicator.unit), from_range and _("plausible: %(range)s") % {"range": from_range}]
        self.fields["value"].help_text = ", ".join(str(hint) for hint in hints if hint)
        self.fields["measured_on"].widget = DayInput()

    def asks_to_confirm(self) -> bool:
        """Whether the value has to be confirmed, or was."""
        return self.has_error("value", "implausible") or bool(self.is_bound and self["sure"].value())


class CorrectionForm(ReadingForm):
    """A reading put right; says why."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].required = True
        self.fields["note"].label = _("Why the value is corrected")
