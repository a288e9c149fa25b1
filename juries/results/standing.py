"""What is known of a panel's entries: scores, ranks, who is missing, and who may see that."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import numpy as np

from challenges.models import Challenge, Criterion
from core.letters import by_letters
from core.models import Anyone
from juries.arithmetic.ranking.order import is_tied
from juries.arithmetic.ranking.rank import Ranking, in_order, rank
from juries.arithmetic.ranking.totals import shown
from juries.models import Assignment, Conflict, Decision, Juror, Panel
from juries.results.tally import Tally, cards_of, tally
from juries.workflow.assignment import AssignmentWorkflow
from submissions.models import Entry

State = AssignmentWorkflow.State


DISCUSS_FROM = 25  # points of spread at which a panel should talk about an entry


@dataclass
class Standing:
    """Where an entry stands. `rank` is None below the quorum: such an entry is not rankable.

    `totals`: by juror, in points; `score`: by the panel's method, as it is shown.
    """

    totals: dict[int, float] = field(default_factory=dict)
    rank: int | None = None
    tied: bool = False
    score: Decimal | None = None

    @property
    def reviews(self) -> int:
        """How many scorecards count."""
        return len(self.totals)

    @property
    def mean(self) -> Decimal | None:
        """The plain mean of the totals."""
        return shown(float(np.mean(list(self.totals.values())))) if self.totals else None

    @property
    def median(self) -> Decimal | None:
        """The middle total."""
        return shown(float(np.median(list(self.totals.values())))) if self.totals else None

    @property
    def spread(self) -> Decimal | None:
        """Points between the highest and the lowest total."""
        values = list(self.totals.values())
        return shown(max(values) - min(values)) if values else None

    @property
    def discuss(self) -> bool:
        """Whether the jurors see it so differently that they should talk."""
        return self.spread is not None and self.spread >= DISCUSS_FROM


Place = tuple[int, Standing]  # an entry's primary key and where it stands


@dataclass
class Line:
    """One entry in a panel's overview or ranking."""

    entry: Entry
    title: str
    standing: Standing
    asked: list[Assignment] = field(default_factory=list)
    decision: Decision | None = None
    presides: bool = False  # whether the reader acts as chair for this entry
    deputy: bool = False  # whether a deputy does, since the chair has a conflict

    @property
    def mean(self) -> float | None:
        """The plain mean as a figure for the chart of the totals."""
        return None if self.standing.mean is None else float(self.standing.mean)

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
        return list(self.standing.totals.values())


def hidden_entries(panel: Panel, user: Anyone) -> set[int]:
    """Entries with which the user, as a juror, has a conflict: nothing about them is shown to that person."""
    juror = panel.seat_of(user)
    return set(juror.conflicts.standing().values_list("entry", flat=True)) if juror else set()


def mark_presiding(panel: Panel, user: Anyone, found: list[Line]) -> None:
    """Note on each line whether the user acts as chair for it: may_preside() for a whole list.

    The lines are those that the user may see: whoever is first in line presides over all of them.
    """
    seats, barred = list(panel.in_line()[:1]), set()
    if seats and seats[0].user_id != user.pk:
        conflicts = Conflict.objects.standing().filter(juror__in=panel.active_jurors())
        shown_now = [line.entry.pk for line in found]
        barred = set(conflicts.filter(entry__in=shown_now).values_list("juror", "entry"))
        most = max(Counter(entry for _juror, entry in barred).values(), default=0)
        seats = list(panel.in_line()[: most + 1])  # one more than are barred from any entry
    for line in found:
        first = next((one for one in seats if (one.pk, line.entry.pk) not in barred), None)
        line.presides = first is not None and first.user_id == user.pk
        line.deputy = first is not None and not first.is_chair


def own_work_is_open(juror: Juror) -> bool:
    """Whether the juror still has to declare or to score something."""
    open_states = [State.PROPOSED, State.FREE, State.IN_PROGRESS]
    return juror.assignments.held().filter(state__in=open_states).exists()


def may_see_scores(panel: Panel, user: Anyone) -> bool:
    """Scores of others open to a juror once deliberation has begun and the own scorecards are all in."""
    if not panel.scores_are_open():
        return False
    juror = panel.seat_of(user)
    return juror is None or not own_work_is_open(juror)


def asked_of(panel: Panel, entries: Iterable[int]) -> dict[int, list[Assignment]]:
    """By entry the assignments that hold a place, with juror and version."""
    asked: dict[int, list[Assignment]] = defaultdict(list)
    held = (
        panel.assignments()
        .filter(entry__in=entries)
        .select_related("juror__user", "entry_version")
        .order_by("entry_id", by_letters("juror__pseudonym"))
    )
    for assignment in held:
        asked[assignment.entry_id].append(assignment)
    return asked


@dataclass
class Compared:
    """A panel's entries beside each other: the places of each challenge, best first, and what they rest on.

    `places`: by challenge the primary key of each entry with its standing; lines_of() makes lines of them.
    `ranking` is None where scores are not shown; `hidden` are the entries left out for the reader;
    `criteria`: by challenge what its entries are judged by.
    """

    places: dict[int, list[Place]]
    tally: Tally
    ranking: Ranking | None
    hidden: set[int]
    criteria: dict[int, list[Criterion]]
    _others: dict[str, Ranking] = field(default_factory=dict)

    def by_method(self, method: str) -> Ranking:
        """All that the panel scored, ranked by that method; worked out once."""
        if self.ranking is not None and self.ranking.method == method:
            return self.ranking
        if method not in self._others:
            self._others[method] = rank(self.tally.reviews, method)
        return self._others[method]

    def of_challenge(self, challenge: int) -> "Ranking":
        """The ranking among the challenge's entries. Only where scores are shown."""
        assert self.ranking is not None  # noqa: S101 a page without scores shows no ranking
        return self.ranking.among(self.tally.of_challenge(challenge, self.hidden))


def compare(
    panel: Panel, challenges: list[Challenge], *, hidden: set[int] | None = None, scores: bool = True
) -> Compared:
    """For each challenge its entries, best first. `hidden` ones are left out before ranks are given.

    How lenient a juror is, is found from all that the panel scored, so that all readers see the same scores.
    Without `scores` nobody can tell from the places what was scored: they stand by code, without totals.
    Works on plain values: no entry and no assignment is loaded, however many there are.
    """
    judged = list(panel.entries().order_by().values_list("pk", "challenge_id", "code"))
    of = {pk: challenge for pk, challenge, _code in judged}
    codes = {pk: code for pk, _challenge, code in judged}
    criteria = panel.criteria_by_challenge(set(of.values()))
    counted = tally(of, cards_of(panel) if scores else [], criteria if scores else {})
    ranked = rank(counted.reviews, panel.method, panel.quorum) if scores else None
    found = Compared({}, counted, ranked, hidden or set(), criteria)
    for challenge in challenges:
        places = _standings(found, challenge.pk, panel.seed)
        found.places[challenge.pk] = places if scores else sorted(places, key=lambda one: codes[one[0]])
    return found


def lines_of(panel: Panel, places: Sequence[Place], *, decisions: bool = True) -> list[Line]:
    """These places with their entries, who was asked and the advice: for those that a page shows."""
    shown_now = [pk for pk, _standing in places]
    entries = Entry.objects.select_related("organisation").in_bulk(shown_now)
    asked = asked_of(panel, shown_now)
    advice = panel.decisions.filter(entry__in=shown_now) if decisions else []
    written = {one.entry_id: one for one in advice}
    return [
        Line(entries[pk], _title(entries[pk], asked[pk]), standing, asked[pk], written.get(pk))
        for pk, standing in places
    ]


def _standings(found: Compared, challenge: int, seed: int) -> list[Place]:
    """Entries of the challenge with their standing, best first."""
    counted = found.tally
    chosen = counted.of_challenge(challenge, found.hidden)
    if found.ranking is None:
        return [(counted.entries[at], Standing()) for at in np.flatnonzero(chosen)]
    own = found.of_challenge(challenge)
    tied = is_tied(own.ranks)
    ordered = [at for at in in_order(own, counted.preferences(), seed) if chosen[at]]
    return [
        (
            counted.entries[at],
            Standing(
                totals=counted.totals_of(at),
                rank=int(own.ranks[at]) or None,
                tied=bool(tied[at]),
                score=shown(float(own.scores[at])),
            ),
        )
        for at in ordered
    ]


def _title(entry: Entry, asked: list[Assignment]) -> str:
    return asked[0].title() if asked else entry.title


def ranks_of(panel: Panel, challenge: Challenge) -> dict[str, int | None]:
    """By code the rank of each of the challenge's entries as it is now; None where too few scored it."""
    places = compare(panel, [challenge]).places[challenge.pk]
    codes = dict(panel.entries().filter(challenge=challenge).order_by().values_list("pk", "code"))
    return {codes[pk]: standing.rank for pk, standing in places}


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


def criterion_means(entry: Entry, panel: Panel) -> list[dict[str, Any]]:
    """For each criterion the mean of the marks that count, and of how many jurors."""
    values: dict[int, list[int]] = defaultdict(list)
    cards = panel.assignments().counted().filter(entry=entry).prefetch_related("scorecard__scores")
    for assignment in cards:
        for score in assignment.scorecard.scores.all():
            if score.value is not None:
                values[score.criterion_id].append(score.value)
    return [
        {
            "criterion": one,
            "mean": shown(float(np.mean(values[one.pk])), 1) if values[one.pk] else None,
            "jurors": len(values[one.pk]),
        }
        for one in entry.challenge.criteria_in_force()
    ]


def handled_conflicts(panel: Panel) -> dict[str, int]:
    """How many conflicts came up and what became of them."""
    verdicts = list(Conflict.objects.filter(juror__panel=panel).values_list("verdict", flat=True))
    return {verdict: verdicts.count(verdict) for verdict in Conflict.Verdict.values}
