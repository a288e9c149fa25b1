"""A reader for an entry, by hand."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from juries.models import Juror, Panel
from submissions.models import Entry


class AssignmentAddForm(forms.Form):
    """One more juror for an entry."""

    entry = forms.ModelChoiceField(Entry.objects.none(), label=_("Entry"), to_field_name="code")
    juror = forms.ModelChoiceField(Juror.objects.none(), label=_("Juror"))

    def __init__(self, *args: Any, panel: Panel, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        entry: Any = self.fields["entry"]
        entry.queryset = panel.entries().order_by("code")
        entry.label_from_instance = lambda one: f"{one.code} – {one.title}"
        self.fields["juror"].queryset = panel.active_jurors().select_related("user")  # type: ignore[attr-defined]
