"""manage.py import_challenges FILE [--report REPORT.json] [--competition CODE]"""

import json
import os
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from challenges.actions.imports import BrokenFeed, import_feed
from challenges.models import Competition
from core.workflow import Refused


class Command(BaseCommand):
    """Reads a Challenge.gov feed into drafts; running it again changes nothing."""

    help = "Import challenges from a Challenge.gov JSON feed as drafts of their agencies."

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, where to write the report, and which competition the challenges join."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--report", type=Path, help="write the report to this JSON file")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would be imported, store nothing"
        )
        parser.add_argument("--competition", help="code of the competition that the challenges join")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, write the report, say what was done."""
        self._must_be_migrated()
        self._must_be_writable(options["report"])
        competition = self._competition(options["competition"])
        try:
            content = options["file"].read_bytes()
            name, dry = options["file"].name, options["dry_run"]
            run = import_feed(content, file_name=name, competition=competition, dry=dry)
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror}") from error
        except (BrokenFeed, Refused) as error:
            raise CommandError(f"{options['file']}: {error} Nothing was imported.") from error
        if options["report"]:
            text = json.dumps(run.report, ensure_ascii=False, indent=2)
            options["report"].write_text(text + "\n", encoding="utf-8")
        words = "would be created" if run.dry else "created"
        self.stdout.write(
            "{read} read, {created} {words}, {unchanged} unchanged, {count} problems".format(
                **run.report, words=words, count=len(run.report["problems"])
            )
        )

    def _must_be_migrated(self) -> None:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            raise CommandError("The database is not up to date. Run manage.py migrate first.")

    def _must_be_writable(self, report: Path | None) -> None:
        """Refuse a report that cannot be written before anything is stored."""
        if report is None:
            return
        place = report if report.exists() else report.parent
        if report.is_dir() or not os.access(place, os.W_OK):
            raise CommandError(f"{report}: the report cannot be written there. Nothing was imported.")

    def _competition(self, code: str | None) -> Competition | None:
        if not code:
            return None
        found = Competition.objects.filter(code=code).first()
        if found is None:
            raise CommandError(f"There is no competition with the code {code}.")
        return found
