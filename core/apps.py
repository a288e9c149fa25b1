"""Tells Django of the checks of settings."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Plumbing that knows no challenge, entry, juror or package."""

    name = "core"

    def ready(self) -> None:
        """Register the checks: Django looks for them only where they are imported."""
        from core import checks  # noqa: F401 needs the settings to be complete
