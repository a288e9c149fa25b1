"""Models whose words are found: the index is written with every save, in the same transaction."""

from typing import Any, Self

from django.db import models, transaction

from core.search import index


class Followed(models.Model):
    """An item of SEARCHED, or one that holds words of such an item."""

    class Meta:
        abstract = True

    _words: dict[str, Any] | None = None  # as the index knows them; nothing of a new row

    @transaction.atomic(savepoint=False)
    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and have the index follow where words have changed: steps from state to state change none."""
        super().save(*args, **kwargs)
        saved, words, known = kwargs.get("update_fields"), index.words_in(self), self._words
        looked_at = words if saved is None else words.keys() & set(saved)
        if known is None or any(words[name] != known[name] for name in looked_at):
            self._words = (known or words) | {name: words[name] for name in looked_at}
            index.follow(self)

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

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> Self:
        """The row, with the words that it was read with."""
        item = super().from_db(*args, **kwargs)
        item._words = index.words_in(item)
        return item
