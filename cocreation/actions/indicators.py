"""Indicators and their readings; a correction never hides what was written before."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cocreation.actions.rules import must_be_member
from cocreation.models import Indicator, Project, Reading
from core import audit
from core.editing import changes, check, lock, write
from core.models import User
from core.workflow import Refused

FIELDS = {
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
}
CRITERIA = {"unit", "direction", "baseline", "target"}


@transaction.atomic
def add_indicator(project: Project, *, by: User, **values: Any) -> Indicator:
    """Something that the project measures from now on."""
    must_be_member(project, by)
    indicator = Indicator(project=project, order=project.indicators.count(), **values)
    check(indicator)
    indicator.save()
    audit.record(project, "indicator_added", by=by, code=indicator.code)
    return indicator


@transaction.atomic
def edit_indicator(indicator: Indicator, *, by: User, version: int, **values: Any) -> Indicator:
    """Change how it is measured; what counts as success is fixed once the pilot has begun."""
    project = indicator.project
    must_be_member(project, by)
    if unknown := set(values) - FIELDS:
        raise ValueError(f"not fields of an indicator: {unknown}")
    fresh = lock(indicator)
    changed = changes(fresh, by=by, version=version, values=values).changed
    if changed.keys() & CRITERIA and project.pilot_has_begun() and fresh.is_fixed():
        raise Refused(
            _("The pilot has begun: baseline, target, unit and direction stay. Retire it and add another.")
        )
    write(fresh, changed, by=by)
    audit.record(project, "indicator_edited", by=by, code=fresh.code, fields=sorted(changed))
    return fresh


@transaction.atomic
def retire_indicator(indicator: Indicator, *, by: User) -> Indicator:
    """Measure it no longer; its readings stay."""
    must_be_member(indicator.project, by)
    indicator = lock(indicator)
    if indicator.retired_at:
        raise Refused(_("This indicator is retired already."))
    indicator.retired_at = timezone.now()
    indicator.save(update_fields=["retired_at"])
    audit.record(indicator.project, "indicator_retired", by=by, code=indicator.code)
    return indicator


@transaction.atomic
def record_reading(
    indicator: Indicator,
    *,
    by: User,
    value: Decimal,
    measured_on: date,
    note: str = "",
    sure: bool = False,
    replaces: Reading | None = None,
) -> Reading:
    """A new reading, or with `replaces` the correction of one; `sure` confirms a value outside the range."""
    must_be_member(indicator.project, by)
    indicator = lock(indicator)
    if indicator.retired_at:
        raise Refused(_("This indicator is retired; it takes no more readings."))
    _check_reading(indicator, value, measured_on, sure, replaces)
    reading = Reading(
        indicator=indicator, measured_on=measured_on, value=value, note=note, by=by, replaces=replaces
    )
    check(reading)
    reading.save()
    verb = "reading_corrected" if replaces else "reading_added"
    audit.record(indicator.project, verb, by=by, indicator=indicator.code, reason=note)
    return reading


def _check_reading(
    indicator: Indicator, value: Decimal, measured_on: date, sure: bool, replaces: Reading | None
) -> None:
    current = indicator.readings.in_force()
    if replaces and not current.filter(pk=replaces.pk).exists():
        raise Refused(_("This reading was corrected already. Reload the page to see the value in force."))
    if measured_on > indicator.project.today():
        raise ValidationError({"measured_on": _("This day lies in the future.")})
    same_day = current.filter(measured_on=measured_on)
    if same_day.exclude(pk=replaces.pk if replaces else None).exists():
        raise ValidationError({"measured_on": _("There is a reading of this day already. Correct that one.")})
    if not sure and not indicator.is_plausible(value):
        message = _(
            "This is outside of the plausible range, %(range)s. Check it, and confirm it if it is right."
        )
        error = ValidationError(message % {"range": indicator.range_text()}, code="implausible")
        raise ValidationError({"value": error})
