"""manage.py rank_scores SCORES.csv --rubric RUBRIC.csv --out RANKING.json"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from juries.arithmetic.files import scores
from juries.arithmetic.files.tables import BadFiles, check_folder, write_json
from juries.arithmetic.ranking.methods import METHODS, is_complete, is_thin
from juries.arithmetic.ranking.rank import rank
from juries.arithmetic.ranking.reviews import Reviews


class Command(BaseCommand):
    """Ranks a jury's scores; needs no database."""

    help = "Rank the scores of a jury, corrected for lenient and strict jurors, with chances and agreement."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """The files of JURY 11."""
        parser.add_argument("scores", type=Path, metavar="SCORES.csv", help="entry,juror,criterion,score")
        parser.add_argument("--rubric", type=Path, required=True, help="criterion,weight,min,max,best")
        parser.add_argument("--method", choices=METHODS, default="leniency")
        parser.add_argument("--top", type=int, default=3, metavar="K", help="places above the line (3)")
        parser.add_argument("--seed", type=int, default=0, help="seed of draws and lots (0)")
        parser.add_argument("--draws", type=int, default=4000, help="how often to draw (4000)")
        parser.add_argument("--out", type=Path, required=True, metavar="RANKING.json")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, rank, write; or list what is wrong and write nothing."""
        for name, most in (("top", 10**6), ("draws", 10**6), ("seed", 2**63)):
            if not int(name != "seed") <= options[name] <= most:
                raise CommandError(f"--{name} must lie between {int(name != 'seed')} and {most}.")
        try:
            check_folder(options["out"])
            sheet = scores.read(options["scores"], options["rubric"])
        except OSError as error:
            raise CommandError(f"{options['out']}: {error.strerror}") from error
        except BadFiles as error:
            raise CommandError(str(error)) from error
        reviews = sheet.reviews()
        self._tell(f"Ranking {len(sheet.entries)} entries by {len(sheet.jurors)} jurors")
        self._warn(options["method"], reviews)
        content = scores.document(
            sheet,
            rank(reviews, options["method"]),
            top=options["top"],
            draws=options["draws"],
            seed=options["seed"],
            tell=self._tell,
        )
        try:
            write_json(options["out"], content)
        except OSError as error:
            raise CommandError(f"{options['out']}: {error.strerror}") from error
        self._tell(f"{options['out']} is written")

    def _tell(self, sentence: str) -> None:
        self.stderr.write(sentence, self.style.NOTICE)

    def _warn(self, method: str, reviews: Reviews) -> None:
        if len(reviews.parts) > 1:
            groups = ", ".join(f"{len(entries)} entries" for entries, _jurors in reviews.parts[:5])
            self._tell(
                f"The jury falls into {len(reviews.parts)} groups that share no juror ({groups}): scores "
                "between them cannot be compared."
            )
        if method == "borda" and not is_complete(reviews):
            self._tell("Borda compares places in complete lists; here not every juror read every entry.")
        if method == "zscore" and is_thin(reviews):
            self._tell("Standardised scores need ten reviews of each juror; here some wrote fewer.")
