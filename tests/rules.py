"""What a table of a workflow's rules asks: who may take a step, who may not, what a guard holds back."""

from collections.abc import Mapping
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, models, transaction
from django.test.utils import CaptureQueriesContext

from core.models import OutboxItem
from core.workflow import Refused, find_arrow, perform

WRITES = ("INSERT", "UPDATE", "DELETE")


def assert_takes(item, name, by):
    """The step is taken by that person and recorded."""
    target = find_arrow(item, name).target

    perform(getattr(item, name), by=by)

    assert type(item).objects.get(pk=item.pk).state == target
    assert [(record.transition, record.by) for record in item.history.all()] == [(name, by)]


def assert_forbidden(item, name, by):
    """The step is not that person's to take, and nothing happens."""
    _assert_stopped(item, name, by, PermissionDenied)


def assert_held_back(item, name, by, guard):
    """That guard, and no other, holds the step back with its sentence, and nothing happens."""
    refusal = _assert_stopped(item, name, by, Refused)

    assert str(refusal) == str(guard.reason)


def who_may(item: models.Model, step: str, people: Mapping[str, Any]) -> set[str]:
    """The roles of `people` whose person may take the step now; every try is taken back.

    A person who may not is refused as such, and nothing has happened then.
    """
    return {role for role, person in people.items() if _may(item, step, person)}


def _may(item, step, by):
    if not find_arrow(item, step):
        raise AssertionError(f"{step} does not leave this state, so nobody was asked")
    try:
        with transaction.atomic():
            perform(getattr(_again(item), step), by=by)
            transaction.set_rollback(True)
    except PermissionDenied:
        assert_forbidden(_again(item), step, by)
        return False
    return True


def refusal(item: models.Model, step: str, *, by: Any = None) -> str:
    """The sentences with which guards refuse the step to a person who may take it; nothing has happened."""
    stopped = _assert_stopped(_again(item), step, by, Refused)
    assert find_arrow(item, step), "refused for its state, not by a guard"
    return str(stopped)


def _again(item):
    return type(item)._base_manager.get(pk=item.pk)


def _assert_stopped(item, name, by, error):
    before = _kept(item)

    with pytest.raises(error) as stopped:
        perform(getattr(item, name), by=by)

    assert _kept(item) == before
    return stopped.value


def _kept(item):
    rows = type(item)._base_manager.filter(pk=item.pk)
    return rows.values().get(), list(item.history.values()), OutboxItem.objects.count()


def assert_nothing_done(act, error):
    """The act is stopped by that error before it writes anything; the error is given."""
    with CaptureQueriesContext(connection) as queries, pytest.raises(error) as stopped:
        act()

    assert [one["sql"] for one in queries if one["sql"].startswith(WRITES)] == []
    return stopped.value
