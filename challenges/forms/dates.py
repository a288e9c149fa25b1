"""A published challenge's own dates."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from challenges.forms.wall_time import WallTimeField, clean_wall_times, wall_times
from challenges.models import Challenge
from core.forms import VersionedForm
from core.templatetags.times import moment_text, zone_label

TIMES = ("opens_at", "closes_at")


class DatesForm(VersionedForm):
    """Opening and deadline as clocks in the competition's zone show them; empty: as in the competition."""

    groups = (TIMES,)

    opens_at = WallTimeField(label=_("Own opening"), required=False)
    closes_at = WallTimeField(label=_("Own deadline"), required=False)

    class Meta:
        model = Challenge
        fields = ["opens_at", "closes_at"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        call, zone = self.instance.competition, self.instance.zone()
        for name in TIMES:
            words = {"zone": zone_label(zone), "moment": moment_text(getattr(call, name), zone)}
            text = _("In %(zone)s. Empty: as in the competition, %(moment)s.") % words
            self.fields[name].help_text = text
        self.initial.update(self.shown({name: getattr(self.instance, name) for name in TIMES}))

    def shown(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Instants as the zone's clocks show them."""
        return super().shown(values) | wall_times(values, TIMES, self.instance.zone())

    def clean(self) -> dict[str, Any]:
        """Wall times become instants."""
        super().clean()
        clean_wall_times(self, TIMES, self.instance.zone())
        return self.cleaned_data
