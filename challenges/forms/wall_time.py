"""Form fields for times that are meant in the zone of a competition."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from challenges.clock import instant, wall_time


class WallTimeField(forms.Field):
    """Day and time of day without a zone; clean_wall_times() of the form makes instants of them."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def to_python(self, value: Any) -> datetime | None:
        """A time without a zone; raises ValidationError."""
        if value in (None, ""):
            return None
        if isinstance(value, datetime):
            return value
        try:
            wall = datetime.fromisoformat(str(value).strip())
        except ValueError as error:
            raise ValidationError(_("Write day and time like 2026-12-02 23:59.")) from error
        if wall.tzinfo is not None or not 2000 <= wall.year <= 2200:
            raise ValidationError(_("Write day and time like 2026-12-02 23:59."))
        return wall


def wall_times(
    values: Mapping[str, Any], names: tuple[str, ...], zone_name: str
) -> dict[str, datetime | None]:
    """Those of the instants that are among the values, as clocks in the zone show them."""
    return {name: wall_time(values[name], zone_name) for name in names if name in values}


def clean_wall_times(form: forms.BaseForm, names: tuple[str, ...], zone_name: str) -> None:
    """Turn the wall times of a form that is being cleaned into instants, with errors at their fields."""
    for name in names:
        wall = form.cleaned_data.get(name)
        if isinstance(wall, datetime) and wall.tzinfo is None:
            try:
                form.cleaned_data[name] = instant(wall, zone_name)
            except ValidationError as error:
                form.add_error(name, error)
