"""Dangerous settings are named before anything starts."""

import copy
from types import SimpleNamespace

import pytest

from core import checks

GOOD = {
    "ENGINE": "django.db.backends.sqlite3",
    "OPTIONS": {"transaction_mode": "IMMEDIATE", "init_command": "PRAGMA journal_mode=WAL;"},
}


def ids(found):
    return {message.id for message in found}


def test_our_own_settings_pass():
    from config import settings as shipped

    with_shipped = copy.copy(shipped.DATABASES)
    assert with_shipped["default"]["ATOMIC_REQUESTS"] is False
    assert checks.check_weasyprint(None) == []
    assert checks.check_tables(None) == []
    assert checks.check_jobs(None) == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, set()),
        ({"ATOMIC_REQUESTS": True}, {"cityrelay.E001"}),
        ({"OPTIONS": {"init_command": "PRAGMA journal_mode=WAL;"}}, {"cityrelay.E002"}),
        ({"OPTIONS": {"transaction_mode": "IMMEDIATE"}}, {"cityrelay.E003"}),
        ({"ENGINE": "django.db.backends.postgresql", "OPTIONS": {}}, set()),
    ],
)
def test_databases_that_fail_under_load_are_refused(monkeypatch, change, expected):
    monkeypatch.setattr(checks, "settings", SimpleNamespace(DATABASES={"default": GOOD | change}))

    assert ids(checks.check_sqlite(None)) == expected


def test_cache_of_one_process_is_refused(settings):
    settings.TESTING = False
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

    assert ids(checks.check_cache(None)) == {"cityrelay.E004"}


def test_short_secret_is_refused(settings):
    settings.SECRET_KEY = "short"

    assert ids(checks.check_secret(None)) == {"cityrelay.E005"}


def test_old_weasyprint_is_refused(monkeypatch):
    monkeypatch.setattr(checks, "version", lambda name: "69.1")

    assert ids(checks.check_weasyprint(None)) == {"cityrelay.E006"}


def test_table_entry_that_leads_nowhere_is_named(settings):
    settings.DOCUMENTS = {"x": "core.documents.no_such_function"}

    assert ids(checks.check_tables(None)) == {"cityrelay.E007"}


@pytest.mark.parametrize(
    "path", ["core.documents.no_such_function", "core.nothing.at_all", "core.files.MOST"]
)
@pytest.mark.parametrize("table", ["OUTBOX_HANDLERS", "QUESTIONS"])
def test_path_of_any_table_that_leads_to_no_function_is_named(settings, table, path):
    setattr(settings, table, {"x": (path,) if table == "QUESTIONS" else path})

    (found,) = checks.check_tables(None)

    assert table in found.msg
    assert path.rpartition(".")[2] in found.msg or "core.nothing" in found.msg


@pytest.mark.parametrize(
    ("task", "expected"),
    [
        ("core.tasks.sweep_outbox", set()),
        ("core.tasks.swep_outbox", {"cityrelay.E008"}),
        ("core.taks.sweep_outbox", {"cityrelay.E008"}),
        ("core.outbox.sweep", {"cityrelay.E008"}),
        ("core.tasks.documents", {"cityrelay.E008"}),
        ("nobody.tasks.sweep_outbox", {"cityrelay.E008"}),
    ],
)
def test_job_whose_task_no_worker_knows_is_named(settings, task, expected):
    settings.CLOCK = {"sweep": {"task": task, "every": 2.0, "expires": 10}}

    assert ids(checks.check_jobs(None)) == expected
