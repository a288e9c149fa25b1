"""Challenges from a feed become drafts of their agencies."""

from dataclasses import asdict
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from challenges.feed.dates import ZONE
from challenges.feed.items import Item
from challenges.feed.reader import BrokenFeed, read_feed
from challenges.models import Challenge, Competition, Criterion, ImportRun
from challenges.permissions import is_competition_coordinator
from core import audit
from core.editing import lock, lock_all
from core.models import User
from core.texts import shortened
from core.workflow import Refused
from network.models import Organisation
from network.roles import Kind

COMPETITION = "Challenge.gov"
SOURCE = "Imported from a feed of Challenge.gov (U.S. General Services Administration, CC0 1.0)."


def begin_import(
    content: bytes, *, file_name: str, competition: Competition, by: User, dry: bool = False
) -> ImportRun:
    """Look at the feed and keep it for the job that imports it; the run with a report that tells no more yet.

    A dry run stores no challenge and no agency: its report says what would be stored.

    Raises BrokenFeed, PermissionDenied, or Refused where the competition takes no more challenges.
    """
    if not is_competition_coordinator(competition, by):
        raise PermissionDenied
    _items, problems, read = read_feed(content)
    with transaction.atomic():
        run = ImportRun(
            file_name=shortened(file_name, 200), competition=_importable(competition), by=by, dry=dry
        )
        run.report = {
            "read": read,
            "created": 0,
            "unchanged": 0,
            "problems": [asdict(one) for one in problems],
        }
        run.feed.save(f"feeds/{run.code}", ContentFile(content), save=False)
        run.save()
    return run


def import_some(run: ImportRun, items: list[Item], *, by: User | None) -> list[dict[str, str]]:
    """Store these items of the run's feed and add them to its report; what is wrong with single ones.

    Call it inside a transaction. Raises Refused where the competition takes no more challenges.
    """
    competition = _importable(run.competition)
    created, unchanged, changed = _store(items, competition, dry=run.dry)
    report = run.report
    report["created"] += created
    report["unchanged"] += unchanged
    report["problems"] += changed
    run.save(update_fields=["report"])
    if not run.dry:
        audit.record(competition, "challenges_imported", by=by, file=run.file_name, created=created)
    return changed


def import_feed(
    content: bytes,
    *,
    file_name: str,
    competition: Competition | None = None,
    by: User | None = None,
    dry: bool = False,
) -> ImportRun:
    """Read the feed into drafts and give the run with its report, saved unless it changed nothing unseen.

    Without a competition they go to a draft one of their own. A feed read before changes nothing: what is
    known by its number stays as it is, and a change at the source is reported. A dry run stores nothing.
    Raises BrokenFeed.
    """
    if by is not None and (competition is None or not is_competition_coordinator(competition, by)):
        raise PermissionDenied
    items, problems, read = read_feed(content)
    with transaction.atomic():
        competition = _importable(competition) if competition else _holding_competition()
        created, unchanged, changed = _store(items, competition, dry=dry)
        report = {
            "read": read,
            "created": created,
            "unchanged": unchanged,
            "problems": [asdict(problem) for problem in problems] + changed,
        }
        name = shortened(file_name, 200)
        run = ImportRun(file_name=name, competition=competition, report=report, by=by, dry=dry)
        if dry:
            transaction.set_rollback(True)
        elif created or by is not None:
            run.save()
            audit.record(competition, "challenges_imported", by=by, file=run.file_name, created=created)
    return run


def _importable(competition: Competition) -> Competition:
    """The competition, held so that two imports of one feed do not run side by side."""
    competition = lock(competition)
    if not competition.may_be_set_up():
        raise Refused(_("This competition takes no more challenges. Choose another one."))
    return competition


def _holding_competition() -> Competition:
    """The draft competition that imported challenges wait in, made when it is first needed."""
    offices = lock_all(Organisation.objects.filter(kind=Kind.OFFICE).order_by("pk"))
    office = offices.first()  # held, so that two imports do not make two competitions
    known = Competition.objects.filter(title=COMPETITION, state=Competition.State.DRAFT).order_by("pk")
    if found := lock_all(known).first():
        return found
    if office is None:
        office = Organisation.objects.create(
            name=_("Network office"), kind=Kind.OFFICE, country="US", state=Organisation.State.APPROVED
        )
    now = timezone.now()
    return Competition.objects.create(
        title=COMPETITION,
        office=office,
        summary=_("Challenges imported from Challenge.gov, waiting to be looked through."),
        languages=["en"],
        time_zone=ZONE,
        opens_at=now,
        closes_at=now + timedelta(days=365),
        retention_until=(now + timedelta(days=2 * 365)).date(),
    )


def _store(
    items: list[Item], competition: Competition, *, dry: bool = False
) -> tuple[int, int, list[dict[str, str]]]:
    known = dict(competition.challenges.exclude(external_id="").values_list("external_id", "external_sha256"))
    agencies: dict[str, Organisation] = {}
    created, changed = 0, []
    for item in items:
        if item.external_id not in known:
            if not dry:
                _create(item, competition, _agency(item.agency, agencies, competition.office))
            created += 1
        elif known[item.external_id] != item.sha256:
            reason = "The item has changed since it was imported; our challenge was left as it is."
            changed.append({"item": item.external_id, "field": "", "value": item.title, "reason": reason})
    return created, len(items) - created, changed


def _agency(name: str, found: dict[str, Organisation], office: Organisation) -> Organisation:
    """The organisation of that name, in whatever capitals; a new agency if there is none."""
    key = name.casefold()
    if key not in found:
        agency = Organisation.objects.filter(name__iexact=name).first()
        if agency is None:
            values: dict[str, Any] = {
                "kind": Kind.MINISTRY,
                "country": "US",
                "languages": ["en"],
                "source_note": SOURCE,
            }
            values["admitted_by"] = office
            agency, _created = Organisation.objects.get_or_create(name=name, defaults=values)
        found[key] = agency
    return found[key]


def _create(item: Item, competition: Competition, agency: Organisation) -> Challenge:
    challenge = Challenge.objects.create(
        competition=competition,
        organisation=agency,
        title=item.title,
        summary=item.summary,
        problem=item.problem,
        data_constraints=item.data_constraints,
        language="en",
        languages=["en"],
        opens_at=item.opens_at,
        closes_at=item.closes_at,
        prize_note=item.prize_note,
        source_url=item.source_url,
        external_id=item.external_id,
        external_sha256=item.sha256,
    )
    Criterion.objects.bulk_create(
        Criterion(
            challenge=challenge,
            title=criterion.title,
            description=criterion.description,
            weight=criterion.weight,
            order=number,
        )
        for number, criterion in enumerate(item.criteria)
    )
    return challenge


__all__ = ["BrokenFeed", "begin_import", "import_feed", "import_some"]
