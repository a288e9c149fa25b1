"""What the office enters about jurors."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.choosing import NamedField, offer
from core.forms import VersionedForm
from core.languages import language_choices
from core.letters import by_letters
from juries.models import Juror, JurorInvitation, Panel
from network.models import Organisation


class SeatForm(VersionedForm):
    """What the office notes on a juror."""

    groups = (("least", "most"),)

    organisation = NamedField(
        Organisation.objects.none(), label=_("Organisation"), empty_label=_("None"), required=False
    )
    languages = forms.MultipleChoiceField(
        label=_("Reads"), choices=language_choices, widget=forms.CheckboxSelectMultiple, required=False
    )

    class Meta:
        model = Juror
        fields = ["organisation", "is_chair", "languages", "expertise", "least", "most"]
        widgets = {"expertise": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, panel: Panel, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["expertise"].queryset = panel.competition.areas.all()  # type: ignore[attr-defined]
        offer(self, "organisation", Organisation.objects.order_by(by_letters("name"), "pk"))
        self.fields["languages"].help_text = _(
            "Leave empty if the juror reads every language of the competition."
        )

    def clean(self) -> dict[str, Any]:
        """The load is a range."""
        data = super().clean() or {}
        if (data.get("least") or 0) > (data.get("most") or 0):
            self.add_error("most", _("This must not be smaller than the least number."))
        return data


class InviteForm(SeatForm):
    """An invitation to a panel."""

    class Meta:
        model = JurorInvitation
        fields = ["email", *SeatForm.Meta.fields]
        widgets = SeatForm.Meta.widgets
