"""Long acts of this app. The rules are elsewhere."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from challenges.actions.imports import import_some
from challenges.feed.items import Item
from challenges.feed.reader import read_feed
from challenges.models import ImportRun
from challenges.permissions import is_competition_coordinator
from core.jobs import Kind, Step
from core.models import Anyone, Job

AT_ONCE = 50
SHORT = 100_000  # bytes of a feed


class ChallengeImport(Kind):
    """A feed becomes drafts, fifty at a time."""

    model = ImportRun

    def says(self, subject: ImportRun) -> str:
        """Its title."""
        return _("Import of %(file)s") % {"file": subject.file_name}

    def open_to(self, subject: ImportRun, user: Anyone) -> bool:
        """The office that runs the competition."""
        return is_competition_coordinator(subject.competition, user)

    def is_short(self, subject: ImportRun) -> bool:
        """A small file."""
        return subject.feed.size < SHORT

    def prepare(self, job: Job, subject: ImportRun) -> list[Item]:
        """Read the feed; it was sound when it was taken in."""
        with subject.feed.open("rb") as feed:
            return read_feed(feed.read())[0]

    def step(self, job: Job, subject: ImportRun, prepared: Any) -> Step:
        """Store the next items."""
        some = prepared[job.done : job.done + AT_ONCE]
        problems = import_some(subject, some, by=job.asked_by)
        return Step(job.done + len(some), len(prepared), problems)

    def leads_to(self, subject: ImportRun) -> str:
        """Its report."""
        return reverse("challenges:import_detail", args=[subject.code])

    def clean_up(self, subject: ImportRun) -> None:
        """The feed itself is not kept."""
        subject.feed.delete()
