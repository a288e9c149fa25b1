"""What is known of a panel's entries: scores, ranks, who is missing, and who may see that."""

from collections import defaultdict
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from challenges.models import Challenge, Criterion
from core.models import User
from juries import ranking
from juries.models import Assignment, Conflict, Decision, Juror, Panel
from juries.permissions import juror_of, seats_of
from juries.workflow import AssignmentWorkflow

State = AssignmentWorkflow.State


@dataclass
class Line:
    """One entry in a panel's overview or ranking."""

    entry: Any
    title: str
    standing: ranking.Standing
    asked: list[Assignment] = field(default_factory=list)
    decision: Decision | None = None
    presides: bool = False  # whether the reader acts as chair for this entry
    deputy: bool = False  # whether a deputy does, since the chair has a conflict

    @property
    def mean(self) -> float | None:
        """The mean as a figure for the chart."""
        return None if self.standing.score is None else float(self.standing.score)

    @property
    def finished(self) -> int:
        """How many scorecards are in."""
        return sum(one.is_scored() for one in self.asked)

    @property
    def missing(self) -> list[Assignment]:
        """Assignments without a finished scorecard."""
        return [one for one in self.asked if not one.is_scored()]

    @property
    def scores(self) -> list[float]:
        """The totals, one for each juror."""
        return [float(value) for value in self.standing.totals.values()]


def hidden_entries(panel: Panel, user: User) -> set[int]:
    """Entries with which the user, as a juror, has a conflict: nothing about them is shown to that person."""
    juror = juror_of(panel, user)
    return set(juror.conflicts.standing().values_list("entry", flat=True)) if juror else set()


def mark_presiding(panel: Panel, user: User, found: list[Line]) -> None:
    """Note on each line whether the user acts as chair for it: may_preside() for a whole list."""
    seats = sorted(seats_of(panel), key=lambda one: (not one.is_chair, one.accepted_at, one.pk))
    barred = set(Conflict.objects.standing().filter(juror__panel=panel).values_list("juror", "entry"))
    for line in found:
        first = next((one for one in seats if (one.pk, line.entry.pk) not in barred), None)
        line.presides = first is not None and first.user_id == user.pk
        line.deputy = first is not None and not first.is_chair


def own_work_is_open(juror: Juror) -> bool:
    """Whether the juror still has to declare or to score something."""
    open_states = [State.PROPOSED, State.FREE, State.IN_PROGRESS]
    return juror.assignments.held().filter(state__in=open_states).exists()


def may_see_scores(panel: Panel, user: User) -> bool:
    """Scores of others open to a juror once deliberation has begun and the own scorecards are all in."""
    if not panel.scores_are_open():
        return False
    juror = juror_of(panel, user)
    return juror is None or not own_work_is_open(juror)


def marks_of(panel: Panel) -> dict[int, list[Assignment]]:
    """By entry the assignments that hold a place, with juror and scores."""
    asked: dict[int, list[Assignment]] = defaultdict(list)
    held = (
        panel.assignments()
        .select_related("juror__user", "entry_version", "scorecard")
        .prefetch_related("scorecard__scores")
        .order_by("entry_id", "juror__pseudonym")
    )
    for assignment in held:
        asked[assignment.entry_id].append(assignment)
    return asked


def total_of(assignment: Assignment, criteria: list[Criterion]) -> Fraction | None:
    """The juror's total if the scorecard counts, else None."""
    if not assignment.is_scored() or not hasattr(assignment, "scorecard"):
        return None
    return assignment.scorecard.total(criteria)


def lines(
    panel: Panel, challenge: Challenge, *, hidden: set[int] | None = None, scores: bool = True
) -> list[Line]:
    """The entries of one challenge, best first; see tables()."""
    return tables(panel, [challenge], hidden=hidden, scores=scores)[challenge.pk]


def tables(
    panel: Panel,
    challenges: list[Challenge],
    *,
    hidden: set[int] | None = None,
    scores: bool = True,
    decisions: bool = True,
) -> dict[int, list[Line]]:
    """For each challenge its entries, best first. `hidden` ones are left out before ranks are given.

    Without `scores` nobody can tell from the lines what was scored: they stand by code, without totals.
    The number of queries is the same for any number of challenges.
    """
    criteria = panel.criteria_by_challenge(challenges)
    judged = panel.entries().filter(challenge__in=challenges).exclude(pk__in=hidden or ())
    entries: dict[int, dict[int, Any]] = {challenge.pk: {} for challenge in challenges}
    for entry in judged.select_related("organisation"):
        entries[entry.challenge_id][entry.pk] = entry
    asked = marks_of(panel)
    written = {one.entry_id: one for one in panel.decisions.all()} if decisions else {}
    found = {}
    for challenge, own in entries.items():
        totals = {pk: _totals(asked[pk], criteria[challenge]) if scores else {} for pk in own}
        rows = ranking.rank(totals, quorum=panel.quorum)
        made = [_line(own[row.entry], row, asked[row.entry], written) for row in rows]
        found[challenge] = made if scores else sorted(made, key=lambda line: line.entry.code)
    return found


def _totals(asked: list[Assignment], criteria: list[Criterion]) -> dict[int, Fraction]:
    given = {one.juror_id: total_of(one, criteria) for one in asked}
    return {juror: value for juror, value in given.items() if value is not None}


def _line(entry: Any, row: ranking.Standing, asked: list[Assignment], decisions: dict[int, Decision]) -> Line:
    return Line(entry, _title(entry, asked), row, asked, decisions.get(entry.pk))


def _title(entry: Any, asked: list[Assignment]) -> str:
    return asked[0].title() if asked else entry.title


def changed_weights(panel: Panel) -> list[dict[str, Any]]:
    """What differs between the rubric when scoring opened and now: [{title, before, now}]."""
    if not panel.rubric:
        return []
    now = panel.rubric_now()
    keys = [key for key in {**panel.rubric, **now} if panel.rubric.get(key) != now.get(key)]
    titles = {str(one.pk): one.title for one in Criterion.objects.filter(pk__in=[int(key) for key in keys])}
    return [
        {"title": titles.get(key, ""), "before": panel.rubric.get(key), "now": now.get(key)} for key in keys
    ]


def criterion_means(entry: Any, panel: Panel) -> list[dict[str, Any]]:
    """For each criterion the mean of the marks that count, and of how many jurors."""
    values: dict[int, list[Fraction]] = defaultdict(list)
    cards = panel.assignments().counted().filter(entry=entry).prefetch_related("scorecard__scores")
    for assignment in cards:
        for score in assignment.scorecard.scores.all():
            if score.value is not None:
                values[score.criterion_id].append(Fraction(score.value))
    return [
        {
            "criterion": one,
            "mean": ranking.shown(ranking.mean(values[one.pk]), 1),
            "jurors": len(values[one.pk]),
        }
        for one in entry.challenge.criteria_in_force()
    ]


def agreement(compared: list[Line]) -> dict[str, Any]:
    """How far the jurors agreed: the mean spread, and how many entries they saw very differently."""
    spreads = [
        spread
        for line in compared
        if line.standing.reviews > 1 and (spread := line.standing.spread) is not None
    ]
    if not spreads:
        return {"entries": 0}
    return {
        "entries": len(spreads),
        "spread": round(sum(spreads) / len(spreads), 1),
        "far_apart": sum(spread >= ranking.DISCUSS_FROM for spread in spreads),
    }


def handled_conflicts(panel: Panel) -> dict[str, int]:
    """How many conflicts came up and what became of them."""
    verdicts = list(Conflict.objects.filter(juror__panel=panel).values_list("verdict", flat=True))
    return {verdict: verdicts.count(verdict) for verdict in Conflict.Verdict.values}
