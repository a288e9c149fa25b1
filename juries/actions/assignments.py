"""Dealing entries to jurors: propose, review, save; add, remove; recuse and replace."""

import random
from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from core import audit
from core.editing import lock
from core.mail import notify
from core.models import User
from core.workflow import Refused, perform
from juries.arithmetic.assignment.report import replacement
from juries.models import Assignment, Juror, Panel
from juries.people import who_decide_on
from juries.permissions import is_panel_coordinator
from juries.places.dealing import Facts, Proposal, facts_of, problem_of, proposal_of, rule_names
from juries.results.standing import ranks_of
from network.people import coordinators_of
from submissions.models import Entry, EntryVersion


def propose_plan(panel: Panel) -> Proposal:
    """The best of the fullest plans for the panel, keeping every assignment there is; nothing is written."""
    return proposal_of(facts_of(panel))


@transaction.atomic
def save_plan(panel: Panel, *, by: User, pairs: Iterable[tuple[str, int]]) -> list[Assignment]:
    """Write the reviewed pairs (entry code, juror id); each is checked again."""
    if not is_panel_coordinator(panel, by):
        raise PermissionDenied
    lock(panel)
    entries = {entry.code: entry for entry in panel.entries().select_related("challenge")}
    facts = facts_of(panel, entries.values())
    jurors = {juror.pk: juror for juror in facts.jurors}
    made = []
    for code, juror in pairs:
        if code not in entries or juror not in jurors:
            raise Refused(_("The entries or jurors have changed. Make a new proposal."))
        made.append(_assign(facts, jurors[juror], entries[code]))
    audit.record(panel, "assignments saved", by=by, count=len(made), seed=panel.seed)
    return made


def _assign(facts: Facts, juror: Juror, entry: Entry) -> Assignment:
    """One more assignment, if nothing forbids it."""
    panel = facts.panel
    if panel.scores_are_open():
        raise Refused(_("Scoring is closed, so entries cannot be assigned any more."))
    if codes := facts.rules.get((entry.pk, juror.pk)):
        raise Refused(
            _("%(juror)s cannot read this entry: %(rules)s.") % {"juror": juror, "rules": rule_names(codes)}
        )
    if earlier := juror.assignments.filter(entry=entry).select_related("juror__panel", "entry").first():
        return _again(earlier)
    version = EntryVersion.objects.filter(entry=entry).order_by("-number").first()
    if version is None:
        raise Refused(_("This entry was never handed in."))
    # The order differs from juror to juror, so that nobody's entry is always read when jurors are tired.
    order = random.Random(f"{panel.seed}:{juror.pk}:{entry.code}").randrange(1_000_000)  # noqa: S311 lots, no secret
    return Assignment.objects.create(
        juror=juror,
        entry=entry,
        entry_version=version,
        order=order,
        match=facts.match(entry, juror),
    )


def _again(assignment: Assignment) -> Assignment:
    """The same place for a juror who left the panel and has come back; what was scored is still there."""
    if not assignment.was_recused():
        raise Refused(_("%(juror)s has this entry already.") % {"juror": assignment.juror})
    perform(assignment.reinstate, by=None, note=_("Back on the panel"))
    return assignment


def give_back(juror: Juror, *, by: User) -> list[Assignment]:
    """Give a juror who has come back to the panel the former entries that still have a free place."""
    panel = juror.panel
    places = panel.places_by_entry()
    judged = panel.entries().values("pk")
    left = juror.assignments.filter(
        state=Assignment.State.RECUSED, recusal_code=Assignment.Recusal.LEFT, entry__in=judged
    )
    free = [
        one
        for one in left.select_related("juror__panel", "entry")
        if places.get(one.entry_id, 0) < panel.reviews_per_entry and not juror.is_barred_from(one.entry_id)
    ]
    for assignment in free:
        _again(assignment)
        audit.record(panel, "assignment given back", by=by, entry=assignment.entry.code, juror=juror.pk)
    return free


@transaction.atomic
def add_assignment(panel: Panel, *, by: User, entry: Entry, juror: Juror) -> Assignment:
    """Assign by hand; a juror who is asked late gets a mail."""
    if not is_panel_coordinator(panel, by):
        raise PermissionDenied
    panel = lock(panel)
    assignment = _assign(facts_of(panel, [entry]), juror, entry)
    audit.record(panel, "assignment added", by=by, entry=entry.code, juror=juror.pk)
    if not panel.is_being_set_up():
        _tell_of_new(assignment)
    return assignment


@transaction.atomic
def remove_assignment(assignment: Assignment, *, by: User, reason: str = "") -> Assignment:
    """Take an entry from a juror: before the jurors were asked it goes, afterwards it is a recusal."""
    panel = lock(assignment.juror.panel)
    if not is_panel_coordinator(panel, by):
        raise PermissionDenied
    audit.record(panel, "assignment removed", by=by, reason=reason, entry=assignment.entry.code)
    if panel.is_being_set_up():
        assignment.delete()
    else:
        recuse_assignment(assignment, by=by, code=Assignment.Recusal.OTHER, reason=reason)
    return assignment


@transaction.atomic
def recuse_assignment(
    assignment: Assignment, *, by: User | None, code: str, reason: str
) -> Assignment | None:
    """Free the place and ask the best other juror; gives the replacement, or None if nobody is left.

    What was scored stays on file and out of the aggregate; where scoring was closed over it, the protocol
    tells what that changed in the ranking. The reason is for the office alone. Raises Refused once the
    protocol is signed.
    """
    assignment = lock(assignment, "juror__panel", "juror__user", "entry__challenge")
    counted, panel = assignment.is_final(), assignment.juror.panel
    before = ranks_of(panel, assignment.entry.challenge) if counted else {}
    assignment.recusal_code, assignment.recusal_reason = code, reason
    assignment.save(update_fields=["recusal_code", "recusal_reason"])
    perform(assignment.recuse, by=by, note=str(Assignment.Recusal(code).label))
    if counted:
        ranks = ranks_of(panel, assignment.entry.challenge)
        moved = {key: [before.get(key), ranks[key]] for key in ranks if ranks[key] != before.get(key)}
        audit.record(
            panel,
            "score recused",
            by=by,
            entry=assignment.entry.code,
            juror=assignment.juror_id,
            ranks=moved,
        )
        _tell_of_late(assignment)
    return _replace(assignment)


def _replace(assignment: Assignment) -> Assignment | None:
    """Give the free place to the best juror with room; None if there is none or none is wanted."""
    panel, entry = assignment.juror.panel, assignment.entry
    places = panel.assignments().filter(entry=entry).count()
    if panel.scores_are_open() or places >= panel.reviews_per_entry:
        return None
    facts = facts_of(panel, [entry])
    problem = problem_of(facts)
    found = replacement(problem, problem.fixed, 0)
    if found is None:
        _report_gap(panel, entry)
        return None
    best = facts.jurors[found]
    taken = _assign(facts, best, entry)
    audit.record(panel, "replacement proposed", by=None, entry=entry.code, juror=best.pk)
    _tell_of_new(taken)
    return taken


def _tell_of_new(assignment: Assignment) -> None:
    juror = assignment.juror
    notify(
        "juries/mail/entry_assigned",
        to=[juror.user] if juror.user else [],
        dedupe=f"assigned:{assignment.code}",
        panel=juror.panel.title,
        url=reverse("juries:conflict_declare", args=[juror.panel.code]),
    )


def _tell_of_late(assignment: Assignment) -> None:
    panel = assignment.juror.panel
    notify(
        "juries/mail/score_recused",
        to=who_decide_on(assignment.juror),
        dedupe=f"score-recused:{assignment.code}:{assignment.history.count()}",
        panel=panel.title,
        entry=assignment.entry.code.upper(),
        url=reverse("juries:panel_deliberation", args=[panel.code]),
    )


def _report_gap(panel: Panel, entry: Entry) -> None:
    notify(
        "juries/mail/place_unfilled",
        to=coordinators_of(panel.competition.office),
        dedupe=f"unfilled:{panel.code}:{entry.code}:{Assignment.objects.filter(entry=entry).count()}",
        panel=panel.title,
        entry=entry.code,
        url=reverse("juries:panel_assignments", args=[panel.code]),
    )
