"""manage.py assign_jurors --entries E.csv --jurors J.csv --pairs P.csv --out ASSIGNMENT.json"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from juries.arithmetic.assignment.assign import Assignment, assign
from juries.arithmetic.assignment.report import report
from juries.arithmetic.files import assignments
from juries.arithmetic.files.tables import BadFiles, check_folder, write_json


class Command(BaseCommand):
    """Assigns entries to jurors; needs no database."""

    help = (
        "Assign entries to jurors: as many places as possible, then the best matches and the fairest loads."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """The files of JURY 11."""
        parser.add_argument("--entries", type=Path, required=True, help="entry,places")
        parser.add_argument("--jurors", type=Path, required=True, help="juror,least,most,done")
        parser.add_argument("--pairs", type=Path, required=True, help="entry,juror,match,rules,state")
        parser.add_argument("--groups", type=Path, help="juror,group")
        parser.add_argument("--mix", action="append", default=[], metavar="GROUP:AT_LEAST")
        parser.add_argument("--cap", action="append", default=[], metavar="GROUP:AT_MOST")
        parser.add_argument("--seed", type=int, default=0, help="seed of the lots between equal pairs (0)")
        parser.add_argument("--out", type=Path, required=True, metavar="ASSIGNMENT.json")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, assign, write; or list what is wrong and write nothing."""
        if not 0 <= options["seed"] < 2**63:
            raise CommandError("--seed must be a whole number from 0.")
        wishes = assignments.Wishes(
            mixes=[self._rule("--mix", one) for one in options["mix"]],
            caps=[self._rule("--cap", one) for one in options["cap"]],
        )
        files = assignments.Files(*(options[name] for name in ("entries", "jurors", "pairs", "groups")))
        self._tell("Reading the files")
        try:
            check_folder(options["out"])
            sheet = assignments.read(files, wishes, options["seed"])
        except OSError as error:
            raise CommandError(f"{options['out']}: {error.strerror}") from error
        except BadFiles as error:
            raise CommandError(str(error)) from error
        plan = assign(sheet.problem, self._tell)
        self._tell("Explaining what stays empty" if plan.missing.any() else "All places are filled")
        try:
            write_json(options["out"], assignments.document(sheet, plan))
        except OSError as error:
            raise CommandError(f"{options['out']}: {error.strerror}") from error
        self._report(sheet, plan)
        self._tell(f"{options['out']} is written")

    def _rule(self, option: str, text: str) -> tuple[str, int]:
        group, colon, number = text.rpartition(":")
        if not colon or not group or not number.isdecimal():
            raise CommandError(
                f"{option} {text}: write a group, a colon and a number, such as {option} city:1."
            )
        return group, int(number)

    def _tell(self, sentence: str) -> None:
        self.stderr.write(sentence, self.style.NOTICE)

    def _report(self, sheet: assignments.Sheet, plan: Assignment) -> None:
        seen = report(sheet.problem, plan.given)
        if len(seen.worst_entries):
            worst = seen.worst_entries[0]
            self._tell(f"Worst served: {sheet.entries[worst]}, mean match {seen.served[worst]:.2f}")
        if len(seen.loads):
            self._tell(
                f"Each juror reads {seen.loads.min()} to {seen.loads.max()} entries, done ones included"
            )
        if plan.missing_by_caps > 0:
            self._tell(f"{plan.missing_by_caps} places are empty only because of a cap.")
        if seen.withdrawn:
            self._tell(f"{seen.withdrawn} kept pairs were given up for the sake of fuller panels.")
        for name, count in seen.unmet.items():
            if count:
                self._tell(f"{count} entries have fewer jurors of {name} than wished.")
        if len(seen.parts) > 1:
            self._tell(
                f"The jury falls into {len(seen.parts)} groups that share no entry: scores between them "
                "could not be compared. Add three entries that both groups read."
            )
