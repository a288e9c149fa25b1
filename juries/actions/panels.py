"""Setting a panel up and moving it on."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from challenges.models import Challenge, Competition
from challenges.permissions import is_competition_coordinator
from core import audit
from core.editing import changes, lock, write
from core.mail import notify
from core.models import User
from core.workflow import Refused, perform, perform_all
from juries.models import Assignment, Conflict, Panel
from juries.permissions import is_panel_coordinator
from juries.places.detection import new_conflicts

SETTINGS = ("title", "blind", "reviews_per_entry", "quorum", "method", "scoring_until")


def _must_coordinate(panel: Panel, by: User) -> None:
    if not is_panel_coordinator(panel, by):
        raise PermissionDenied


@transaction.atomic
def create_panel(competition: Competition, *, by: User, title: str, round: int = 1) -> Panel:
    """A panel in set-up, with the rules of its competition."""
    if not is_competition_coordinator(competition, by):
        raise PermissionDenied
    panel = Panel.objects.create(
        competition=competition,
        title=title,
        round=round,
        blind=competition.blind,
        reviews_per_entry=competition.reviews_per_entry,
        quorum=min(competition.quorum, competition.reviews_per_entry),
        method=competition.method,
        scoring_until=competition.judging_until,
        is_demo=competition.is_demo,
    )
    audit.record(panel, "created", by=by)
    return panel


@transaction.atomic
def edit_panel(panel: Panel, *, by: User, version: int | None = None, **fields: Any) -> Panel:
    """Change the rules while the panel is set up; later only the time to score."""
    _must_coordinate(panel, by)
    fresh = lock(panel)
    unknown = set(fields) - set(SETTINGS)
    if unknown:
        raise TypeError(f"not a setting: {unknown}")
    changed = changes(fresh, by=by, version=version, values=fields).changed
    if not fresh.is_being_set_up() and set(changed) - {"title", "scoring_until"}:
        raise Refused(_("The rules of a panel are fixed once its jurors have been asked for conflicts."))
    if fresh.scores_are_open() and changed:
        raise Refused(_("Scoring is closed, so the panel cannot be changed any more."))
    write(fresh, changed, by=by)
    audit.record(fresh, "edited", by=by, fields=sorted(changed))
    return fresh


@transaction.atomic
def choose_challenges(
    panel: Panel, *, by: User, challenges: Iterable[Challenge], version: int | None = None
) -> Panel:
    """Set what the panel judges; a challenge belongs to one panel of a round."""
    _must_coordinate(panel, by)
    fresh = lock(panel)
    if not fresh.is_being_set_up():
        raise Refused(_("The challenges of a panel are fixed once its jurors have been asked for conflicts."))
    chosen = list(challenges)
    taken = Challenge.objects.filter(pk__in=[one.pk for one in chosen], panels__round=fresh.round)
    if other := taken.exclude(panels=fresh).first():
        raise Refused(_("“%(title)s” is judged by another panel already.") % {"title": other.title})
    write(fresh, changes(fresh, by=by, version=version, values={"challenges": chosen}).changed, by=by)
    orphans = Assignment.objects.filter(juror__panel=fresh).exclude(entry__challenge__in=chosen)
    orphans.delete()  # nobody has seen them: the panel is still being set up
    audit.record(fresh, "challenges chosen", by=by, challenges=[one.code for one in chosen])
    return fresh


@transaction.atomic
def move_panel(panel: Panel, name: str, *, by: User, note: str = "") -> Panel:
    """Take one of the steps that open a phase, and tell the jurors."""
    steps = {"open_declarations": _declaring, "open_scoring": _scoring, "open_deliberation": _deliberating}
    if name not in steps:
        raise Refused(_("This step is taken on a page of its own."))
    perform(getattr(panel, name), by=by, note=note)
    steps[name](panel, by)
    return panel


def _declaring(panel: Panel, by: User) -> None:
    Conflict.objects.bulk_create(new_conflicts(panel))
    tell_jurors(panel, "declaration_opened", url=reverse("juries:conflict_declare", args=[panel.code]))


def _scoring(panel: Panel, by: User) -> None:
    tell_jurors(panel, "scoring_opened", url=reverse("juries:my_scoring"))


def _deliberating(panel: Panel, by: User) -> None:
    finished = panel.assignments().filter(state=Assignment.State.SCORED)
    perform_all(finished.prefetch_related("juror__panel__competition"), "lock", by=by, note=str(panel))
    tell_jurors(panel, "deliberation_opened", url=reverse("juries:panel_overview", args=[panel.code]))


def tell_jurors(panel: Panel, event: str, *, only: QuerySet | None = None, **values: Any) -> None:
    """One mail to each juror about the panel itself; it names no entry."""
    seats = panel.active_jurors() if only is None else only
    people = [juror.user for juror in seats.select_related("user") if juror.user]
    count = panel.history.count()
    notify(
        f"juries/mail/{event}",
        to=people,
        dedupe=f"panel:{panel.code}:{event}:{count}",
        panel=panel.title,
        **values,
    )
