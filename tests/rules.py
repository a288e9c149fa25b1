"""What a table of a workflow's rules asks: who may take a step, who may not, what a guard holds back."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
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
