"""The index of the search: see `core/search/`."""

from django.db import models


class SearchEntry(models.Model):
    """The words of one item, folded; the database keeps its own index of them (`core/search/tables.py`)."""

    kind = models.CharField(max_length=60)  # app and model, as _meta.label_lower
    item_id = models.BigIntegerField()
    title = models.TextField(blank=True)
    text = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "item_id"], name="one_search_entry_per_item")]

    def __str__(self) -> str:
        return f"{self.kind} {self.item_id}"


class SearchWord(models.Model):
    """A word as somebody wrote it, to suggest for one that finds nothing."""

    form = models.CharField(max_length=60, unique=True)
    word = models.CharField(max_length=80)

    def __str__(self) -> str:
        return self.word
