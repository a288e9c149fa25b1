"""A panel as an assignment problem: who may read what, how well it suits, what the office is told."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from django.utils.translation import gettext as _

from juries.arithmetic.assignment.assign import assign
from juries.arithmetic.assignment.matching import match
from juries.arithmetic.assignment.problem import Cap, Problem, bits
from juries.arithmetic.assignment.report import report
from juries.arithmetic.assignment.shortages import Shortage, shortages
from juries.models import Assignment, Conflict, Juror, Panel
from juries.places.detection import new_conflicts
from submissions.models import Entry

EXPERT, GENERALIST, STRANGER = 1.0, 0.5, 0.1
MOTHER_TONGUE, READS, UNKNOWN = 1.0, 0.8, 0.6
LANGUAGE, RECUSED = "language", "recused"
WAIVABLE = (LANGUAGE,)  # by a named person with a reason; conflicts never are


LARGE = 20_000  # pairs of entry and juror, beyond which nobody waits for a proposal before the page


@dataclass
class Facts:
    """Jurors and entries of a panel, and by (entry, juror) every rule that forbids the pair."""

    panel: Panel
    jurors: list[Juror]
    entries: list[Entry]
    rules: dict[tuple[int, int], set[str]]
    areas: dict[int, set[int]]  # in which each juror is an expert

    def match(self, entry: Entry, juror: Juror) -> float:
        """How well the juror suits the entry, 0 to 1."""
        areas = self.areas[juror.pk]
        expertise = EXPERT if entry.challenge.area_id in areas else STRANGER if areas else GENERALIST
        return match(expertise, _ease(juror, entry.language))


def _ease(juror: Juror, language: str) -> float:
    if not juror.languages or not language:
        return UNKNOWN
    return MOTHER_TONGUE if juror.languages[0] == language else READS


def is_large(panel: Panel) -> bool:
    """Whether a proposal takes longer than a person likes to wait for a page."""
    return panel.entries().count() * panel.active_jurors().count() > LARGE


def facts_of(panel: Panel, entries: Iterable[Entry] | None = None) -> Facts:
    """What decides who may read these entries, or all of the panel."""
    jurors = list(panel.active_jurors().select_related("user", "organisation").prefetch_related("expertise"))
    judged = list(panel.entries().select_related("challenge") if entries is None else entries)
    rules: dict[tuple[int, int], set[str]] = {}
    standing = Conflict.objects.standing().filter(juror__in=jurors).values_list("entry", "juror", "code")
    unnoted = [(one.entry_id, one.juror_id, one.code) for one in new_conflicts(panel, jurors=jurors)]
    for entry, juror, code in [*standing, *unnoted]:
        rules.setdefault((entry, juror), set()).add(code)
    recused = Assignment.objects.filter(juror__in=jurors, state=Assignment.State.RECUSED)
    recused = recused.exclude(recusal_code=Assignment.Recusal.LEFT)  # who has come back may read them again
    for pair in recused.values_list("entry", "juror"):
        rules.setdefault(pair, set()).add(RECUSED)
    foreign = {
        language: [one.pk for one in jurors if not one.reads(language)]
        for language in {each.language for each in judged}
    }
    for each in judged:
        for juror in foreign[each.language]:
            rules.setdefault((each.pk, juror), set()).add(LANGUAGE)
    areas = {one.pk: {area.pk for area in one.expertise.all()} for one in jurors}
    return Facts(panel, jurors, judged, rules, areas)


def problem_of(facts: Facts) -> Problem:
    """The facts as arrays, entries and jurors in their order there. Every assignment that exists stays."""
    panel, entries, jurors = facts.panel, facts.entries, facts.jurors
    row, column = {one.pk: n for n, one in enumerate(entries)}, {one.pk: n for n, one in enumerate(jurors)}
    codes = sorted({code for several in facts.rules.values() for code in several})
    shape = (len(entries), len(jurors))
    rules, frozen = np.zeros(shape, dtype=np.uint32), np.zeros(shape, dtype=bool)
    for (entry, juror), several in facts.rules.items():
        if entry in row and juror in column:
            rules[row[entry], column[juror]] = bits(sorted(several), codes)
    done, taken = np.zeros(len(jurors), dtype=np.intp), np.zeros(len(entries), dtype=np.intp)
    for entry, juror in panel.assignments().values_list("entry", "juror"):
        if entry in row and juror in column:
            frozen[row[entry], column[juror]] = True
        elif entry in row:
            taken[row[entry]] += 1  # by somebody who has left the panel
        elif juror in column:
            done[column[juror]] += 1  # an entry that is not asked about here
    kinds = {(one.challenge.area_id, one.language): one for one in entries}  # alike for every juror
    suits = {kind: [facts.match(one, juror) for juror in jurors] for kind, one in kinds.items()}
    return Problem(
        places=np.maximum(panel.reviews_per_entry - taken, 0),
        least=np.array([one.least for one in jurors], dtype=np.intp),
        most=np.array([one.most for one in jurors], dtype=np.intp),
        done=done,
        match=np.array([suits[one.challenge.area_id, one.language] for one in entries], dtype=float).reshape(
            shape
        ),
        rules=rules,
        codes=codes,
        frozen=frozen,
        caps=_one_of_each_organisation(jurors),
        seed=panel.seed,
    )


def _one_of_each_organisation(jurors: Sequence[Juror]) -> list[Cap]:
    """No entry is read by two jurors of one organisation."""
    employers = np.array([one.organisation_id or 0 for one in jurors])
    several = [one for one in np.unique(employers) if one and (employers == one).sum() > 1]
    return [Cap(str(one), employers == one, 1) for one in several]


@dataclass
class Proposal:
    """Who would read what in addition, and what cannot be filled and why.

    `pairs`: entry, juror, match. `unfilled`: entry and empty places. `shortages`: figures and names for the
    page. `by_caps`: places that are empty only because two jurors of one organisation never read the same
    entry. `worst`: the worst served entries with the mean match of their jurors; `loads`: least and most
    entries of a juror; `parts`: groups of jurors that share no entry.
    """

    pairs: list[tuple[Entry, Juror, float]] = field(default_factory=list)
    unfilled: list[tuple[Entry, int]] = field(default_factory=list)
    shortages: list[dict[str, Any]] = field(default_factory=list)
    by_caps: int = 0
    worst: list[tuple[Entry, float]] = field(default_factory=list)
    loads: tuple[int, int] = (0, 0)
    parts: int = 0


def proposal_of(facts: Facts) -> Proposal:
    """The best of the fullest plans, beside every assignment that exists; nothing is written."""
    if not facts.entries or not facts.jurors:
        return Proposal(unfilled=[(entry, facts.panel.reviews_per_entry) for entry in facts.entries])
    problem = problem_of(facts)
    plan = assign(problem)
    seen = report(problem, plan.given)
    new = np.argwhere(plan.given & ~problem.fixed)
    return Proposal(
        pairs=[(facts.entries[i], facts.jurors[j], float(problem.match[i, j])) for i, j in new],
        unfilled=[(facts.entries[i], int(plan.missing[i])) for i in np.flatnonzero(plan.missing)],
        shortages=_in_words(facts, shortages(plan.filling)),
        by_caps=max(plan.missing_by_caps, 0),
        worst=[(facts.entries[i], float(seen.served[i])) for i in seen.worst_entries],
        loads=(int(seen.loads.min()), int(seen.loads.max())),
        parts=len(seen.parts),
    )


def _in_words(facts: Facts, found: Sequence[Shortage]) -> list[dict[str, Any]]:
    """Shortages for the page. Entries that every able juror reads already are one item."""
    alone = [one for one in found if not len(one.jurors)]
    groups = [[one] for one in found if len(one.jurors)] + ([alone] if alone else [])
    return [
        {
            "entries": [facts.entries[i] for one in group for i in one.entries],
            "jurors": [facts.jurors[j] for one in group for j in one.jurors],
            "needed": sum(one.needed for one in group),
            "room": sum(one.room for one in group),
            "others": sum(one.others for one in group),
            "missing": sum(one.missing for one in group),
            "raise_by": group[0].raise_by,
            "rules": _rules(group),
        }
        for group in groups
    ]


def _rules(group: Sequence[Shortage]) -> list[dict[str, Any]]:
    """The rules that would fill a place if each were waived alone, the most useful first."""
    filled: Counter[str] = Counter()
    for one in group:
        filled.update(one.waivers)
    return [
        {
            "name": rule_names([code]),
            "filled": places,
            "kept_out": max(one.kept_out.get(code, 0) for one in group),
            "waivable": code in WAIVABLE,
        }
        for code, places in filled.most_common()
        if places
    ]


def rule_names(codes: Iterable[str]) -> str:
    """The rules that forbid a pair, in words."""
    words = {
        **dict(Conflict.Code.choices),
        LANGUAGE: _("does not read the language"),
        RECUSED: _("was recused"),
    }
    return ", ".join(str(words[code]) for code in sorted(codes))
