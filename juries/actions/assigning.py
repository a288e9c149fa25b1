"""Dealing entries to jurors: propose, review, save; add, remove; recuse and replace."""

import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from core import audit
from core.mail import notify
from core.models import User
from core.workflow import Refused, perform
from juries.actions.panels import coordinators_of
from juries.assignment import fill, match_of
from juries.detection import new_conflicts
from juries.models import Assignment, Conflict, Juror, Panel
from juries.permissions import is_panel_coordinator
from submissions.models import EntryVersion


@dataclass
class Proposal:
    """Who would read what, and what cannot be filled and why."""

    pairs: list[tuple[Any, Juror, float]] = field(default_factory=list)  # entry, juror, match
    unfilled: list[tuple[Any, int, dict[str, int]]] = field(
        default_factory=list
    )  # entry, places, jurors barred by rule


@dataclass
class _Facts:
    """What decides whether a juror may read an entry."""

    panel: Panel
    jurors: list[Juror]
    entries: list[Any]
    rules: dict[tuple[int, int], set[str]]
    match: dict[tuple[int, int], float]


def _facts(panel: Panel, entries: Iterable[Any] | None = None) -> _Facts:
    """Forbidden pairs with every rule that forbids them, and the match of all others."""
    jurors = list(panel.active_jurors().select_related("user", "organisation").prefetch_related("expertise"))
    judged = list(panel.entries().select_related("challenge") if entries is None else entries)
    rules: dict[tuple[int, int], set[str]] = {}
    standing = Conflict.objects.standing().filter(juror__in=jurors).values_list("entry", "juror", "code")
    unnoted = [(one.entry_id, one.juror_id, one.code) for one in new_conflicts(panel, jurors=jurors)]
    for entry, juror, code in [*standing, *unnoted]:
        rules.setdefault((entry, juror), set()).add(code)
    recused = Assignment.objects.filter(juror__in=jurors, state=Assignment.State.RECUSED)
    for pair in recused.values_list("entry", "juror"):
        rules.setdefault(pair, set()).add("recused")
    match = {}
    for juror in jurors:
        areas = {area.pk for area in juror.expertise.all()}
        for entry in judged:
            if not juror.reads(entry.language):
                rules.setdefault((entry.pk, juror.pk), set()).add("language")
            elif (entry.pk, juror.pk) not in rules:
                expert = entry.challenge.area_id in areas
                match[entry.pk, juror.pk] = match_of(expert=expert, generalist=not areas, reads=True)
    return _Facts(panel, jurors, judged, rules, match)


def propose_plan(panel: Panel) -> Proposal:
    """The fullest plan for the panel, keeping every assignment there is; nothing is written."""
    facts = _facts(panel)
    kept = list(panel.assignments().values_list("entry", "juror"))
    plan = fill(
        {entry.pk: panel.reviews_per_entry for entry in facts.entries},
        {juror.pk: juror.most for juror in facts.jurors},
        facts.match,
        kept=kept,
        seed=panel.seed,
    )
    entries = {entry.pk: entry for entry in facts.entries}
    jurors = {juror.pk: juror for juror in facts.jurors}
    new = [pair for pair in plan.pairs() if pair not in set(kept)]
    return Proposal(
        pairs=[(entries[entry], jurors[juror], facts.match[entry, juror]) for entry, juror in new],
        unfilled=[(entries[pk], lack, _barred(facts, pk)) for pk, lack in plan.unfilled.items()],
    )


def _barred(facts: _Facts, entry: int) -> dict[str, int]:
    """How many jurors each rule keeps from the entry."""
    return dict(Counter(code for juror in facts.jurors for code in facts.rules.get((entry, juror.pk), ())))


@transaction.atomic
def save_plan(panel: Panel, *, by: User, pairs: Iterable[tuple[str, int]]) -> list[Assignment]:
    """Write the reviewed pairs (entry code, juror id); each is checked again."""
    if not is_panel_coordinator(panel, by):
        raise PermissionDenied
    Panel.objects.select_for_update(of=("self",)).get(pk=panel.pk)
    entries = {entry.code: entry for entry in panel.entries().select_related("challenge")}
    facts = _facts(panel, entries.values())
    jurors = {juror.pk: juror for juror in facts.jurors}
    made = []
    for code, juror in pairs:
        if code not in entries or juror not in jurors:
            raise Refused(_("The entries or jurors have changed. Make a new proposal."))
        made.append(_assign(facts, jurors[juror], entries[code]))
    audit.record(panel, "assignments saved", by=by, count=len(made), seed=panel.seed)
    return made


def _assign(facts: _Facts, juror: Juror, entry: Any) -> Assignment:
    """One more assignment, if nothing forbids it."""
    panel = facts.panel
    if panel.scores_are_open():
        raise Refused(_("Scoring is closed, so entries cannot be assigned any more."))
    if codes := facts.rules.get((entry.pk, juror.pk)):
        raise Refused(
            _("%(juror)s cannot read this entry: %(rules)s.") % {"juror": juror, "rules": rule_names(codes)}
        )
    if juror.assignments.filter(entry=entry).exists():
        raise Refused(_("%(juror)s has this entry already.") % {"juror": juror})
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
        match=facts.match.get((entry.pk, juror.pk), 0),
    )


def rule_names(codes: Iterable[str]) -> str:
    """The rules that forbid a pair, in words."""
    words = {
        **dict(Conflict.Code.choices),
        "language": _("does not read the language"),
        "recused": _("was recused"),
    }
    return ", ".join(str(words[code]) for code in sorted(codes))


@transaction.atomic
def add_assignment(panel: Panel, *, by: User, entry: Any, juror: Juror) -> Assignment:
    """Assign by hand; a juror who is asked late gets a mail."""
    if not is_panel_coordinator(panel, by):
        raise PermissionDenied
    assignment = _assign(_facts(panel, [entry]), juror, entry)
    audit.record(panel, "assignment added", by=by, entry=entry.code, juror=juror.pk)
    if not panel.is_being_set_up():
        _tell_of_new(assignment)
    return assignment


@transaction.atomic
def remove_assignment(assignment: Assignment, *, by: User, reason: str = "") -> None:
    """Take an entry from a juror: before the jurors were asked it goes, afterwards it is a recusal."""
    panel = assignment.juror.panel
    if not is_panel_coordinator(panel, by):
        raise PermissionDenied
    audit.record(panel, "assignment removed", by=by, reason=reason, entry=assignment.entry.code)
    if panel.is_being_set_up():
        assignment.delete()
    else:
        recuse_assignment(assignment, by=by, code=Assignment.Recusal.OTHER, reason=reason)


@transaction.atomic
def recuse_assignment(assignment: Assignment, *, by: User, code: str, reason: str) -> Assignment | None:
    """Free the place and ask the best other juror; gives the replacement, or None if nobody is left.

    What was scored stays on file and out of the aggregate. The reason is for the office alone.
    """
    assignment.recusal_code, assignment.recusal_reason = code, reason
    assignment.save(update_fields=["recusal_code", "recusal_reason"])
    perform(assignment.recuse, by=by, note=str(Assignment.Recusal(code).label))
    return _replace(assignment)


def _replace(assignment: Assignment) -> Assignment | None:
    panel, entry = assignment.juror.panel, assignment.entry
    places = panel.assignments().filter(entry=entry).count()
    if panel.scores_are_open() or places >= panel.reviews_per_entry:
        return None
    facts = _facts(panel, [entry])
    loads = Counter(panel.assignments().values_list("juror", flat=True))
    has_it = set(Assignment.objects.filter(entry=entry).values_list("juror", flat=True))
    able = [
        juror
        for juror in facts.jurors
        if (entry.pk, juror.pk) in facts.match and juror.pk not in has_it and loads[juror.pk] < juror.most
    ]
    if not able:
        _report_gap(panel, entry)
        return None
    best = min(able, key=lambda juror: (loads[juror.pk], -facts.match[entry.pk, juror.pk], juror.pk))
    replacement = _assign(facts, best, entry)
    audit.record(panel, "replacement proposed", by=None, entry=entry.code, juror=best.pk)
    _tell_of_new(replacement)
    return replacement


def _tell_of_new(assignment: Assignment) -> None:
    juror = assignment.juror
    notify(
        "juries/mail/entry_assigned",
        to=[juror.user] if juror.user else [],
        dedupe=f"assigned:{assignment.code}",
        panel=juror.panel.title,
        url=reverse("juries:conflict_declare", args=[juror.panel.code]),
    )


def _report_gap(panel: Panel, entry: Any) -> None:
    notify(
        "juries/mail/place_unfilled",
        to=coordinators_of(panel),
        dedupe=f"unfilled:{panel.code}:{entry.code}:{Assignment.objects.filter(entry=entry).count()}",
        panel=panel.title,
        entry=entry.code,
        url=reverse("juries:panel_assignments", args=[panel.code]),
    )
