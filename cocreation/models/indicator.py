"""Indicators and their readings: where one started, what is wanted, what was measured."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cocreation.models.base import Coded
from cocreation.models.project import Project
from cocreation.queries import RECENT, IndicatorQuerySet, ReadingQuerySet
from core.texts import plain_digits
from core.versioned import FieldVersioned
from core.zones import day_in


class Indicator(Coded, FieldVersioned):
    """Something measured, with its baseline and target."""

    class Direction(models.TextChoices):
        UP = "up", _("Higher is better")
        DOWN = "down", _("Lower is better")

    class Rhythm(models.TextChoices):
        WEEKLY = "weekly", _("Every week")
        MONTHLY = "monthly", _("Every month")
        QUARTERLY = "quarterly", _("Every three months")
        YEARLY = "yearly", _("Every year")
        OTHER = "other", _("At no fixed interval")

    DAYS: dict[str, int] = {Rhythm.WEEKLY: 7, Rhythm.MONTHLY: 31, Rhythm.QUARTERLY: 92, Rhythm.YEARLY: 366}

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="indicators")
    name = models.CharField(_("name"), max_length=160)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    direction = models.CharField(
        _("direction"), max_length=4, choices=Direction.choices, default=Direction.UP
    )
    baseline = models.DecimalField(_("baseline"), max_digits=16, decimal_places=4, null=True, blank=True)
    target = models.DecimalField(_("target"), max_digits=16, decimal_places=4, null=True, blank=True)
    lowest = models.DecimalField(
        _("lowest plausible value"), max_digits=16, decimal_places=4, null=True, blank=True
    )
    highest = models.DecimalField(
        _("highest plausible value"), max_digits=16, decimal_places=4, null=True, blank=True
    )
    source = models.CharField(_("where the figures come from"), max_length=300, blank=True)
    rhythm = models.CharField(_("measured"), max_length=10, choices=Rhythm.choices, default=Rhythm.MONTHLY)
    public = models.BooleanField(_("shown on the public page"), default=True)
    order = models.PositiveSmallIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    retired_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(
                name="indicator_range_is_in_order",
                condition=models.Q(lowest__isnull=True)
                | models.Q(highest__isnull=True)
                | models.Q(highest__gte=models.F("lowest")),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Its page with the chart and all readings."""
        return reverse("cocreation:indicator_detail", args=[self.code])

    def is_plausible(self, value: Decimal) -> bool:
        """Whether the value lies in the range that one would expect."""
        low = self.lowest is None or value >= self.lowest
        return low and (self.highest is None or value <= self.highest)

    def range_text(self) -> str:
        """The plausible range in words: “0 to 100”, “at least 0”, “at most 100”; empty without limits."""
        low, high = (plain_digits(n) if n is not None else "" for n in (self.lowest, self.highest))
        if low and high:
            return _("%(low)s to %(high)s") % {"low": low, "high": high}
        if low:
            return _("at least %(low)s") % {"low": low}
        return _("at most %(high)s") % {"high": high} if high else ""

    def is_fixed(self) -> bool:
        """Whether baseline and target are set: a success criterion."""
        return self.baseline is not None and self.target is not None

    def reaches_target(self, value: Decimal) -> bool:
        """Whether the value is as good as the target, or better."""
        if self.target is None:
            return False
        return value >= self.target if self.direction == self.Direction.UP else value <= self.target

    @cached_property
    def newest_readings(self) -> list[Any]:
        """What recent() shows, newest first, and one more; with_readings() fetches it for many."""
        return list(self.readings.newest()[: RECENT + 1])

    def recent(self) -> list[Any]:
        """The latest of its readings in force, as many as a chart can show, oldest first."""
        return self.newest_readings[:RECENT][::-1]

    def has_older(self) -> bool:
        """Whether there are more readings than recent() gives."""
        return len(self.newest_readings) > RECENT

    def latest(self) -> Any:
        """The latest reading in force, or None."""
        if "newest_readings" in self.__dict__:
            return next(iter(self.newest_readings), None)
        return self.readings.newest().first()

    def next_reading_on(self, last_on: date | None) -> date | None:
        """When the next reading is due, given the day of the last; None when nothing is fixed."""
        days = self.DAYS.get(self.rhythm)
        if not days:
            return None
        return (last_on or day_in(self.created_at, self.project.time_zone)) + timedelta(days=days)


class Reading(Coded):
    """One measured value. A correction is a new reading that replaces the old one, which stays on file."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="readings")
    measured_on = models.DateField(_("measured on"))
    value = models.DecimalField(_("value"), max_digits=16, decimal_places=4)
    note = models.CharField(_("note"), max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)
    replaces = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by", editable=False
    )

    objects = ReadingQuerySet.as_manager()

    class Meta:
        ordering = ["measured_on", "id"]
        indexes = [models.Index(fields=["indicator", "measured_on"])]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.value} ({self.measured_on})"
