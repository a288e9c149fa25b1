"""What must hold of the settings, asked by every `manage.py check`, migrate and start."""

from importlib.metadata import version
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.utils.module_loading import import_string

WEASYPRINT = (70, 0)


@register(Tags.database)
def check_sqlite(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Concurrent writers need write locks taken at once and a patient wait; each page its own transaction."""
    found: list[CheckMessage] = []
    for alias, database in settings.DATABASES.items():
        if database.get("ATOMIC_REQUESTS"):
            hint = "On SQLite every page would wait for the write lock; rules open their own transactions."
            found.append(Error(f"ATOMIC_REQUESTS is on for {alias}.", hint=hint, id="cityrelay.E001"))
        if not database["ENGINE"].endswith("sqlite3"):
            continue
        options = database.get("OPTIONS", {})
        if options.get("transaction_mode") != "IMMEDIATE":
            hint = 'Set OPTIONS["transaction_mode"] = "IMMEDIATE": half of the writers fail without it.'
            found.append(Error(f"SQLite database {alias} is not IMMEDIATE.", hint=hint, id="cityrelay.E002"))
        if "journal_mode=WAL" not in options.get("init_command", ""):
            hint = "Readers would stop writers: set PRAGMA journal_mode=WAL in init_command."
            found.append(Error(f"SQLite database {alias} has no WAL.", hint=hint, id="cityrelay.E003"))
    return found


@register(Tags.caches)
def check_cache(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A cache in the memory of one process would multiply every limit by the number of processes."""
    backend = settings.CACHES["default"]["BACKEND"]
    if settings.TESTING or ("locmem" not in backend and "dummy" not in backend):
        return []
    hint = "Use the database or Redis: limits on log-ins are counted there."
    return [Error("The cache is not shared between processes.", hint=hint, id="cityrelay.E004")]


@register(Tags.security)
def check_secret(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Sessions, password links and tokens hang on the secret key."""
    if len(settings.SECRET_KEY) >= 50:
        return []
    return [Error("SECRET_KEY has fewer than 50 characters.", id="cityrelay.E005")]


@register(Tags.security)
def check_weasyprint(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Older versions can be made to fetch addresses past our own fetcher."""
    installed = tuple(int(part) for part in version("weasyprint").split(".")[:2])
    if installed >= WEASYPRINT:
        return []
    return [Error("WeasyPrint is older than 70.0.", hint="See CVE-2026-55073.", id="cityrelay.E006")]


@register(Tags.urls)
def check_tables(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Every path in the tables of the switchboard leads to a function."""
    paths = [(f"DOCUMENTS[{key!r}]", path) for key, path in settings.DOCUMENTS.items()]
    paths += [(f"OUTBOX_HANDLERS[{key!r}]", path) for key, path in settings.OUTBOX_HANDLERS.items()]
    paths += [(f"PAPERS[{key!r}]", path) for key, path in settings.PAPERS.items()]
    paths += [(f"JOBS[{key!r}]", path) for key, path in settings.JOBS.items()]
    paths += [(f"WITHHOLDABLE[{key!r}]", path) for key, path in settings.WITHHOLDABLE.items()]
    paths += [(f"SEARCHED[{number}]", path) for number, path in enumerate(settings.SEARCHED)]
    paths += [(f"JOURNALS[{key!r}]", path) for key, path in settings.JOURNALS.items()]
    for key, several in settings.QUESTIONS.items():
        paths += [(f"QUESTIONS[{key!r}]", path) for path in several]
    return [
        Error(f"{place}: {fault}", hint="Mend the path in config/switchboard.py.", id="cityrelay.E007")
        for place, path in paths
        if (fault := _fault_of(path))
    ]


def _fault_of(path: str) -> str:
    try:
        found = import_string(path)
    except ImportError as error:
        return str(error)
    return "" if callable(found) else f"{path} is no function."


@register(Tags.urls)
def check_jobs(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Every job of the clock names a task that workers know: a tick for another name is lost in silence."""
    hint = "Mend its name in config/switchboard.py, or write the task in the tasks.py of an app."
    return [
        Error(f"CLOCK[{name!r}]: {job['task']} is no task of an app.", hint=hint, id="cityrelay.E008")
        for name, job in settings.CLOCK.items()
        if not _is_task(str(job["task"]))
    ]


def _is_task(path: str) -> bool:
    """Whether a worker finds it: workers read the `tasks` module of every app, and nothing else."""
    app, _, name = path.partition(".tasks.")
    if not name or not any(config.name == app for config in apps.get_app_configs()):
        return False
    try:
        return getattr(import_string(path), "name", "") == path
    except ImportError:
        return False
