"""Tells Django of the checks of settings, and databases of our order of letters and the index of words."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate


class CoreConfig(AppConfig):
    """Plumbing that knows no challenge, entry, juror or package."""

    name = "core"

    def ready(self) -> None:
        """Register the checks, which Django finds only where they are imported; teach SQLite letters."""
        from core import checks  # noqa: F401 needs the settings to be complete
        from core.letters import teach
        from core.search import tables

        connection_created.connect(teach, dispatch_uid="letters")
        post_migrate.connect(tables.prepare, sender=self, dispatch_uid="search tables")
