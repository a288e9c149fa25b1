"""Models whose words are found: the index is written with every save, in the same transaction."""

from typing import Any

from django.db import models, transaction

from core.search import index


class Followed(models.Model):
    """An item of SEARCHED, or one that holds words of such an item."""

    class Meta:
        abstract = True

    @transaction.atomic(savepoint=False)
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and have the index follow."""
        super().save(*args, **kwargs)
        index.follow(self, kwargs.get("update_fields"))

    @transaction.atomic(savepoint=False)
    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete, and have the index follow."""
        label, pk = self._meta.label_lower, self.pk
        done = super().delete(*args, **kwargs)
        index.forget(label, pk)
        self.pk = pk  # by which those are found that held its words
        index.follow(self)
        self.pk = None
        return done
