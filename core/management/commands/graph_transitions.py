"""Draws the state machines into docs/state-machines; the library's own command would need graphviz."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils import translation

from core import machines


class Command(BaseCommand):
    """manage.py graph_transitions [--check]"""

    help = "Draws the state machines into docs/state-machines, or says which drawings are out of date."

    def add_arguments(self, parser: CommandParser) -> None:
        """The one option."""
        parser.add_argument(
            "--check", action="store_true", help="write nothing, fail if something is out of date"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write what differs."""
        folder = settings.BASE_DIR / "docs" / "state-machines"
        with translation.override("en"):
            wanted = machines.documents()
        present = {path.name: path.read_text() for path in folder.glob("*.md")}
        changed = sorted(name for name in wanted | present if wanted.get(name) != present.get(name))
        if options["check"]:
            if changed:
                self.stderr.write("Out of date: " + ", ".join(changed) + ". Run manage.py graph_transitions.")
                raise SystemExit(1)
            return
        folder.mkdir(parents=True, exist_ok=True)
        for name in changed:
            path = folder / name
            path.write_text(wanted[name]) if name in wanted else path.unlink()
        self.stdout.write(f"{len(wanted)} documents, {len(changed)} changed")
