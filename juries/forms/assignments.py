"""A reader for an entry, by hand."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from juries.models import Juror, Panel
from submissions.models import Entry

MOST_TO_CHOOSE = 100  # entries in a list to choose from; of more, the code is written


class EntryField(forms.ModelChoiceField):
    """One entry of a panel: chosen from a list, or named by its code where the list would be too long."""

    default_error_messages = {
        "invalid_choice": _("The panel has no entry with this code. Look it up in the list of entries."),
    }

    def offer(self, entries: Any) -> None:
        """These entries, by their codes."""
        self.queryset = entries.order_by("code").only("code", "title")
        if entries[:MOST_TO_CHOOSE].count() == MOST_TO_CHOOSE:
            self.widget = forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"})
            self.help_text = _("Write its code, as it stands in the list of entries.")

    def label_from_instance(self, one: Any) -> str:
        """Code and title."""
        return f"{one.code} – {one.title}"

    def to_python(self, value: Any) -> Any:
        """Codes are shown in capitals and may be written so."""
        return super().to_python(value.strip().lower() if isinstance(value, str) else value)


class AssignmentAddForm(forms.Form):
    """One more juror for an entry."""

    entry = EntryField(Entry.objects.none(), label=_("Entry"), to_field_name="code")
    juror = forms.ModelChoiceField(Juror.objects.none(), label=_("Juror"))

    def __init__(self, *args: Any, panel: Panel, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        entry: Any = self.fields["entry"]
        entry.offer(panel.entries())
        self.fields["juror"].queryset = panel.active_jurors().select_related("user")  # type: ignore[attr-defined]
