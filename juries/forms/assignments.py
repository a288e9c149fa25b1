"""A reader for an entry, by hand."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.choosing import NamedField, offer
from juries.models import Juror, Panel
from submissions.models import Entry


class EntryField(NamedField):
    """One entry of a panel."""

    default_error_messages = {
        "invalid_choice": _("The panel has no entry with this code. Look it up in the list of entries."),
    }

    def __init__(self, **kwargs: Any) -> None:
        written = _("Write its code, as it stands in the list of entries.")
        super().__init__(
            Entry.objects.none(),
            label=_("Entry"),
            name="title",
            written=written,
            to_field_name="code",
            **kwargs,
        )

    def label_from_instance(self, one: Any) -> str:
        """Code and title."""
        return f"{one.code} – {one.title}"

    def to_python(self, value: Any) -> Any:
        """Codes are shown in capitals and may be written so."""
        return super().to_python(value.strip().lower() if isinstance(value, str) else value)


class JurorField(NamedField):
    """One juror of a panel, whom the panel knows by a pseudonym."""

    default_error_messages = {
        "invalid_choice": _("The panel has no juror of this name. Look it up in the list of jurors."),
        "several": _("Several jurors have this name. Write the pseudonym from the list of jurors."),
    }
    code = "pseudonym"


class AssignmentAddForm(forms.Form):
    """One more juror for an entry."""

    entry = EntryField()
    juror = JurorField(
        Juror.objects.none(),
        label=_("Juror"),
        name="user__name",
        written=_("Write the name or the pseudonym, as they stand in the list of jurors."),
    )

    def __init__(self, *args: Any, panel: Panel, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "entry", listed(panel.entries()))
        offer(self, "juror", panel.active_jurors().select_related("user"))


def listed(entries: Any) -> Any:
    """Entries as a list to choose from shows them."""
    return entries.order_by("code").only("code", "title")
