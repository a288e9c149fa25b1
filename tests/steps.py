"""Steps of a workflow tried out in tests: who may take one, and what stands in its way."""

from collections.abc import Mapping
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import models, transaction

from core.models import OutboxItem
from core.workflow import Refused, find_arrow, perform


def who_may(item: models.Model, step: str, people: Mapping[str, Any]) -> set[str]:
    """The roles of `people` whose person may take the step now; every try is taken back.

    A person who may not is refused as such, and nothing has happened then.
    """
    return {role for role, person in people.items() if _tried(item, step, person)}


def _tried(item: models.Model, step: str, by: Any) -> bool:
    before = _traces(item)
    try:
        with transaction.atomic():
            perform(getattr(_again(item), step), by=by)
            transaction.set_rollback(True)
    except PermissionDenied:
        assert _traces(item) == before
        return False
    return True


def refusal(item: models.Model, step: str, *, by: Any = None) -> str:
    """The sentences with which the step is refused to a person who may take it; nothing has happened."""
    before = _traces(item)
    with pytest.raises(Refused) as refused:
        perform(getattr(_again(item), step), by=by)
    assert find_arrow(item, step), "refused for its state, not by a guard"
    assert _traces(item) == before
    return str(refused.value)


def _again(item: models.Model) -> Any:
    return type(item)._base_manager.get(pk=item.pk)


def _traces(item: models.Model) -> tuple[Any, ...]:
    """What a step would change: the row, its history, the outbox."""
    row = type(item)._base_manager.filter(pk=item.pk).values().get()
    return row, item.history.count(), OutboxItem.objects.count()  # type: ignore[attr-defined]
