"""Rows that several people write: under one version, or with a version for each field.

A version says when a field last changed, in steps of its row. Who changed it and what stood there before
belongs to a journal beside the row, never into it, so that nothing is kept twice.
"""

from collections.abc import Iterable

from django.db import models
from django.utils import timezone


class Versioned(models.Model):
    """Its fields belong together: whoever changes one of them has changed them all."""

    one_writer = False  # whether only one person writes it, perhaps in several windows

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    def version_of(self, name: str) -> int:
        """The version at which the field last changed."""
        return self.version

    def stamp(self, names: Iterable[str]) -> None:
        """Begin the next version, in which these fields have changed; to be saved by the caller."""
        self.version += 1


class FieldVersioned(Versioned):
    """Two people may write in two of its fields at once; some may be kept elsewhere, under other names."""

    field_versions = models.JSONField(default=dict, blank=True, editable=False)
    saved_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    def version_of(self, name: str) -> int:
        """The version at which the field last changed; 0 if nobody changed it since the row was made."""
        return self.field_versions.get(name, 0)

    def stamp(self, names: Iterable[str]) -> None:
        """Begin the next version, in which these fields have changed; to be saved by the caller."""
        super().stamp(names)
        self.field_versions = self.field_versions | dict.fromkeys(names, self.version)
        self.saved_at = timezone.now()
