"""Conflicts: found by the system, declared by jurors, decided by who presides."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.editing import lock, lock_all
from core.mail import notify
from core.models import User
from core.workflow import Refused, perform
from core.zones import today_in
from juries.actions.assignments import recuse_assignment
from juries.models import Assignment, Conflict, Juror, Panel
from juries.people import who_decide_on
from juries.permissions import is_assigned_juror, may_decide_conflict
from juries.places.detection import new_conflicts
from network.models import Organisation
from submissions.models import Entry
from submissions.queries import EntryQuerySet

Verdict = Conflict.Verdict


@transaction.atomic
def find_conflicts(
    panel: Panel, *, jurors: Iterable[Juror] | None = None, entries: EntryQuerySet | None = None
) -> list[Conflict]:
    """Note every tie that the data show and that is not noted yet; decided ones stay as decided.

    Of the whole panel, or of these jurors or entries. A tie found after the juror was free closes the entry:
    the juror and those who decide are told. Who works on an entry is recused from it at once.
    """
    found = Conflict.objects.bulk_create(new_conflicts(panel, jurors=jurors, entries=entries))
    if panel.is_being_set_up() or not found:
        return found
    concerned = panel.assignments().filter(juror__in={one.juror_id for one in found})
    rows = lock_all(concerned.select_related("juror__panel", "juror__user", "entry"))
    held = {(one.juror_id, one.entry_id): one for one in rows if one.is_readable()}
    works = {(one.juror_id, one.entry_id): one for one in found if one.code == Conflict.Code.CONTRIBUTOR}
    for pair in dict.fromkeys((one.juror_id, one.entry_id) for one in found):
        if pair not in held:
            continue
        if pair in works and not panel.scores_are_open():
            _recuse_at_once(held[pair], works[pair])
        else:
            _tell_of_closed(held[pair])
    return found


def _recuse_at_once(assignment: Assignment, conflict: Conflict) -> None:
    """Nobody needs to decide whether those who work on an entry may judge it."""
    juror, why = assignment.juror, _("Works on the entry.")
    _close(conflict, Verdict.UPHELD, None, why)
    recuse_assignment(assignment, by=None, code=Assignment.Recusal.CONFLICT, reason=why)
    notify(
        "juries/mail/tie_recused",
        to=[*([juror.user] if juror.user else []), *who_decide_on(juror)],
        dedupe=f"recused:{assignment.code}:{conflict.pk}",
        panel=juror.panel.title,
        juror=str(juror),
        entry=assignment.entry.code.upper(),
        url=reverse("juries:panel_overview", args=[juror.panel.code]),
    )


def follow_ties(user: User, left: Organisation | None) -> None:
    """The person's ties have changed: look for conflicts wherever they judge or are judged, until release."""
    panels = hold_panels(user, None)
    teams = Entry.objects.filter(contributors__user=user)
    for panel in panels:
        seats = panel.active_jurors().filter(user=user).select_related("user", "organisation")
        find_conflicts(panel, jurors=list(seats))
        find_conflicts(panel, entries=panel.entries().filter(pk__in=teams.values("pk")))


def hold_panels(user: User, entry: Entry | None) -> list[Panel]:
    """Hold the panels to which a change of the person's ties may matter, before an entry is held.

    These are the panels on which the person sits, and those that judge the person's entries or this one.
    """
    judged = Q(challenges__entries__contributors__user=user)
    if entry is not None:
        judged |= Q(challenges__entries=entry)
    concerned = Panel.objects.filter(Q(jurors__user=user, jurors__left_at=None) | judged)
    held = Panel.objects.going_on().filter(pk__in=concerned.values("pk")).order_by("pk")
    return list(lock_all(held))


def _tell_of_closed(assignment: Assignment) -> None:
    juror = assignment.juror
    notify(
        "juries/mail/tie_found",
        to=[juror.user] if juror.user else [],
        dedupe=f"closed:{assignment.code}:{juror.conflicts.count()}",
        panel=juror.panel.title,
        entry=assignment.entry.code.upper(),
        url=reverse("juries:my_scoring"),
    )
    _ask_for_verdict(juror)


@transaction.atomic
def declare_ties(juror: Juror, *, by: User, organisations: Iterable[Organisation], detail: str = "") -> Juror:
    """Blind panels: note the organisations with which the juror has a tie, before any entry is shown."""
    if juror.user_id != by.pk:
        raise PermissionDenied
    panel = lock(juror.panel)  # so that scoring does not close meanwhile over a conflict that is open
    if not panel.takes_declarations():
        raise Refused(_("The panel does not ask for conflicts now."))
    teams = [organisation.pk for organisation in organisations]
    for entry in panel.entries().filter(organisation__in=teams):
        _note(juror, entry, detail or _("Has a tie with the organisation."))
    for assignment in juror.assignments.held().filter(
        state=Assignment.State.PROPOSED, entry__organisation__in=teams
    ):
        perform(assignment.declare_conflict, by=by)
    juror.ties_declared_at = timezone.now()
    juror.save(update_fields=["ties_declared_at"])
    audit.record(panel, "ties declared", by=by, juror=juror.pk)
    if teams:
        _ask_for_verdict(juror)
    return juror


@transaction.atomic
def declare_free(assignment: Assignment, *, by: User) -> Assignment:
    """The juror knows of no conflict: the entry opens, unless the system knows of a tie."""
    lock(assignment.juror.panel)
    _ties_first(assignment)
    if assignment.juror.is_barred_from(assignment.entry_id):
        perform(assignment.declare_conflict, by=by, note=_("A tie is on record."))
        _ask_for_verdict(assignment.juror)
        return assignment
    return perform(assignment.declare_free, by=by)  # type: ignore[return-value]


@transaction.atomic
def declare_conflict(assignment: Assignment, *, by: User, detail: str) -> Assignment:
    """The juror declares a conflict: the entry stays closed until it is waived or upheld."""
    lock(assignment.juror.panel)
    _ties_first(assignment)
    perform(assignment.declare_conflict, by=by)
    _note(assignment.juror, assignment.entry, detail)
    _ask_for_verdict(assignment.juror)
    return assignment


@transaction.atomic
def declare_late_conflict(assignment: Assignment, *, by: User, detail: str) -> Assignment:
    """A conflict that shows only when reading or in deliberation: the entry closes at once.

    A score that was given does not count any more. Raises Refused once the protocol is signed.
    """
    if not is_assigned_juror(assignment, by):
        raise PermissionDenied
    lock(assignment.juror.panel)
    conflict = _note(assignment.juror, assignment.entry, detail)
    _close(conflict, Verdict.UPHELD, by, _("Declared by the juror after the entry was opened."))
    recuse_assignment(assignment, by=by, code=Assignment.Recusal.CONFLICT, reason=detail)
    return assignment


@transaction.atomic
def step_back(assignment: Assignment, *, by: User, code: str, detail: str) -> Assignment:
    """The juror gives the entry back, for a conflict that shows only now or for another reason."""
    if code == Assignment.Recusal.CONFLICT:
        return declare_late_conflict(assignment, by=by, detail=detail)
    if assignment.is_final():
        raise Refused(_("Scoring is closed. Only a conflict of interest takes your score out of the count."))
    lock(assignment.juror.panel)
    recuse_assignment(assignment, by=by, code=code, reason=detail)
    return assignment


def _ties_first(assignment: Assignment) -> None:
    if assignment.juror.needs_ties():
        raise Refused(_("Say first with which organisations you have a tie."))


def _note(juror: Juror, entry: Entry, detail: str) -> Conflict:
    conflict, created = Conflict.objects.get_or_create(
        juror=juror, entry=entry, code=Conflict.Code.DECLARED, defaults={"detail": detail}
    )
    if not created and conflict.verdict == Verdict.WAIVED:
        conflict.verdict, conflict.detail = Verdict.OPEN, detail
        conflict.save()
    return conflict


def _ask_for_verdict(juror: Juror) -> None:
    """Tell who may decide."""
    panel = juror.panel
    notify(
        "juries/mail/conflict_declared",
        to=who_decide_on(juror),
        dedupe=f"conflict:{juror.pk}:{juror.conflicts.count()}:{today_in(juror.panel.zone())}",
        panel=panel.title,
        url=reverse("juries:conflict_list", args=[panel.code]),
    )


@transaction.atomic
def decide_conflict(conflict: Conflict, *, by: User, waive: bool, reason: str) -> Conflict:
    """Waive (the juror may score) or uphold (the place is freed), with a reason on file."""
    lock(conflict.juror.panel)
    fresh = lock(conflict, "juror__panel", "entry")
    if not may_decide_conflict(fresh, by):
        raise PermissionDenied
    if not reason.strip():
        raise Refused(_("Give a reason for the verdict."))
    if fresh.verdict != Verdict.OPEN:
        raise Refused(_("This conflict has been decided already."))
    if not fresh.juror.panel.is_before_signature():
        raise Refused(_("The protocol is signed. Reopen it first, then decide on the conflict."))
    _close(fresh, Verdict.WAIVED if waive else Verdict.UPHELD, by, reason)
    assignment = (
        fresh.juror.assignments.held().filter(entry=fresh.entry).select_related("juror__panel").first()
    )
    if assignment and waive:
        _open_if_all_waived(assignment, by, reason)
    elif assignment and not fresh.juror.panel.is_being_set_up():
        recuse_assignment(assignment, by=by, code=Assignment.Recusal.CONFLICT, reason=reason)
    elif assignment:
        assignment.delete()  # nobody has seen it yet
    return fresh


def _open_if_all_waived(assignment: Assignment, by: User, reason: str) -> None:
    juror = assignment.juror
    if juror.is_barred_from(assignment.entry_id):
        return
    if assignment.is_in_conflict():
        perform(assignment.waive, by=by, note=reason)
    elif not assignment.is_to_do():
        return
    notify(
        "juries/mail/conflict_waived",
        to=[juror.user] if juror.user else [],
        dedupe=f"waived:{assignment.code}:{juror.conflicts.count()}",
        panel=juror.panel.title,
        url=assignment.get_absolute_url(),
    )


def _close(conflict: Conflict, verdict: str, by: User | None, reason: str) -> None:
    conflict.verdict, conflict.reason = verdict, reason
    conflict.decided_by, conflict.decided_at = by, timezone.now()
    conflict.save()
    audit.record(conflict.juror.panel, f"conflict {verdict}", by=by, reason=reason, juror=conflict.juror_id)
