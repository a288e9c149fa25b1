"""manage.py load_demo: the demo, once."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from demo import build
from demo.package import release_package


class Command(BaseCommand):
    help = (
        "Builds the demo: a finished competition, an open call, a jury at work. A second run changes nothing."
    )

    def handle(self, *args, **options):
        """All of it or none of it."""
        if not settings.DEMO:
            raise CommandError("This installation is not a demo (DEMO is off), so no demo data is loaded.")
        with transaction.atomic():
            if build.is_loaded():
                self.stdout.write("The demo is already there; nothing was changed.")
                return
            build.build()
        release_package()
        self.stdout.write("The demo is loaded.")
