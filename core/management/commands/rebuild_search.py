"""Makes the index of the search anew."""

from typing import Any

from django.core.management.base import BaseCommand

from core.search.index import rebuild


class Command(BaseCommand):
    """manage.py rebuild_search"""

    help = "Makes the index of the search anew, after an update or where it was lost. The site stays open."

    def handle(self, *args: Any, **options: Any) -> None:
        """Write all items, and say how many of which kind."""
        for kind, number in rebuild().items():
            self.stdout.write(f"{kind}: {number}")
