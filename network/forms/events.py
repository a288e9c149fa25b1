"""Forms for events. Times are those of a clock in the event's zone."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.forms import VersionedForm
from core.zones import from_local, to_local, zone_choices
from network.models import Event

TIMES = ("starts_at", "ends_at")


def _clock() -> forms.DateTimeInput:
    return forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class EventForm(VersionedForm):
    """An event as its host sets it up."""

    # In another zone the same times of day are other instants.
    groups = (("time_zone", *TIMES),)

    time_zone = forms.ChoiceField(label=_("Time zone"), choices=zone_choices)
    online_url = forms.URLField(
        label=_("Link to take part online"),
        help_text=_("Shown only to people who have registered."),
        max_length=300,
        required=False,
        assume_scheme="https",
    )

    class Meta:
        model = Event
        fields = [
            "host",
            "title",
            "summary",
            "description",
            "language",
            "place",
            "online_url",
            "time_zone",
            "starts_at",
            "ends_at",
            "capacity",
            "is_public",
        ]
        widgets = {"starts_at": _clock(), "ends_at": _clock()}
        help_texts = {
            "capacity": _("Leave empty if everybody can come."),
            "is_public": _("Otherwise only members of the network see it."),
            "starts_at": _("By the clock in the time zone above."),
            "ends_at": _("By the clock in the time zone above."),
        }

    def __init__(self, *args: Any, hosts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["host"].queryset = hosts
        if len(only := list(hosts[:2])) == 1:
            fields["host"].empty_label, self.initial["host"] = None, only[0].pk
        if self.instance.pk:
            times = {name: getattr(self.instance, name) for name in TIMES}
            self.initial = {**self.initial, **self.shown(times)}

    def shown(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Instants as the zone's clocks show them."""
        zone = values.get("time_zone", self.instance.time_zone)
        clocks = {name: to_local(values[name], zone) for name in TIMES if name in values}
        return super().shown(values) | clocks

    def clean(self) -> dict[str, Any]:
        """Turn wall times into instants, and check their order."""
        super().clean()
        data = self.cleaned_data
        for name in TIMES:
            if data.get(name) and data.get("time_zone"):
                try:
                    data[name] = from_local(data[name], data["time_zone"])
                except ValidationError as error:
                    self.add_error(name, error)
        if data.get("starts_at") and data.get("ends_at") and data["ends_at"] <= data["starts_at"]:
            self.add_error("ends_at", _("The event must end after it begins."))
        return data


class CancelForm(forms.Form):
    """Why an event is called off."""

    reason = forms.CharField(
        label=_("Why is the event called off?"),
        help_text=_("Everybody who wanted to come gets this by mail."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
    )
