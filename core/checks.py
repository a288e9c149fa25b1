"""What must hold of the settings, asked by every `manage.py check`, migrate and start."""

from importlib.metadata import version
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

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
    """Every name in the tables of documents and outbox handlers leads to a function."""
    from django.utils.module_loading import import_string  # importing the apps' code needs them loaded

    found: list[CheckMessage] = []
    for table in ("DOCUMENTS", "OUTBOX_HANDLERS"):
        for key, path in getattr(settings, table).items():
            try:
                import_string(path)
            except ImportError as error:
                found.append(Error(f"{table}[{key!r}]: {error}", id="cityrelay.E007"))
    return found
