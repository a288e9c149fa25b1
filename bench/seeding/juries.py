"""Panels in every state, with jurors, cards, marks, decisions and awards."""

from datetime import timedelta
from typing import Any, NamedTuple

from bench.seeding.calls import LANGUAGES, Sown
from bench.seeding.entries import JUDGED
from bench.seeding.ground import Ground
from bench.seeding.outcomes import STATES, Outcome
from bench.seeding.people import People
from core.models import Writing
from juries.models import (
    Assignment,
    AssignmentRecord,
    Conflict,
    CriterionScore,
    Juror,
    JurorInvitation,
    Panel,
    Scorecard,
)

REVIEWS = 3
MOVES = ["open_declarations", "open_scoring", "open_deliberation", "sign", "release"]
CARDS = {  # the states of twenty cards in a row
    "setup": ["proposed"],
    "declaring": [*["proposed"] * 12, *["free"] * 7, "conflicted"],
    "scoring": [*["scored"] * 9, *["in_progress"] * 3, *["free"] * 6, "recused", "conflicted"],
    "deliberating": [*["locked"] * 19, "recused"],
}
CARDS["signed"] = CARDS["released"] = CARDS["deliberating"]
PATHS = {
    "free": ["free"],
    "conflicted": ["conflicted"],
    "in_progress": ["free", "in_progress"],
    "scored": ["free", "in_progress", "scored"],
    "locked": ["free", "in_progress", "scored", "locked"],
    "recused": ["free", "recused"],
}
NAMES = {
    "free": "declare_free", "conflicted": "declare_conflict", "in_progress": "begin", "scored": "finish",
    "locked": "lock", "recused": "recuse",
}  # fmt: skip


class Card(NamedTuple):
    """One juror's place at one entry."""

    juror: int
    entry: int
    version: int
    state: str
    order: int
    match: float


class Jury(Outcome):
    """The panel of one competition; entries come to it in parts."""

    def __init__(self, ground: Ground, people: People, sown: Sown, number: int) -> None:
        self.ground, self.people, self.sown = ground, people, sown
        self.state = sown.call.panel
        self.when = min(sown.competition.closes_at + timedelta(days=2), ground.now)
        over = self.state in ("signed", "released")
        self.panel = ground.sow(
            Panel,
            [
                Panel(
                    code=ground.code(),
                    competition=sown.competition,
                    title=f"Panel {number}",
                    state=self.state,
                    blind=sown.competition.blind,
                    reviews_per_entry=REVIEWS,
                    quorum=2,
                    seed=number + 1,
                    scoring_until=ground.now + timedelta(days=14 if self.state == "scoring" else -1),
                    signed_at=self.when if over else None,
                    released_at=self.when if self.state == "released" else None,
                )
            ],
        )[0]
        judged = ((self.panel.pk, one.pk) for one in sown.challenges)
        ground.pour(Panel.challenges.through, ("panel_id", "challenge_id"), judged)
        Panel.objects.filter(pk=self.panel.pk).update(rubric=self.panel.rubric_now())
        reached = STATES.index(self.state)
        steps = zip(MOVES, STATES, STATES[1:], strict=False)
        ground.tell([self.panel], list(steps)[:reached], self.when, people.coordinator)
        self.jurors = self._jurors(number)
        self.proposed: list[list[Any]] = []  # pairs of an entry and a juror that nobody has saved yet
        self._given = 0

    def _jurors(self, number: int) -> list[Juror]:
        pool, ground = self.people.jurors, self.ground
        declared = None if self.state == "setup" else self.when
        jurors = ground.sow(
            Juror,
            (
                Juror(
                    panel=self.panel, user=pool[(n + number * 7) % (len(pool) - 1) + 1] if n else pool[0],
                    is_chair=n == 0,
                    pseudonym=f"Juror {n + 1}", languages=LANGUAGES, most=60, accepted_at=self.when,
                    ties_declared_at=declared,
                )
                for n in range(min(self.sown.call.jurors, len(pool) - 1))
            ),
        )  # fmt: skip
        areas = [one.pk for one in self.sown.areas[:2]]
        ground.pour(
            Juror.expertise.through,
            ("juror_id", "areaofaction_id"),
            ((one.pk, area) for one in jurors for area in areas),
        )
        ground.audit(((self.panel.pk, one.user.pk) for one in jurors), Panel, "juror joined", at=self.when)
        self._invitations(number)
        return jurors

    def _invitations(self, number: int) -> None:
        """A few that nobody has answered yet."""
        self.ground.pour(
            JurorInvitation,
            ("token_hash", "email"),
            ((self.ground.code(), f"juror{n}-{number}@bench.example") for n in range(5)),
            panel_id=self.panel.pk,
            invited_by_id=self.people.coordinator.pk,
        )

    def take(self, entries: list[Any]) -> None:
        """Cards, marks and decisions for these entries."""
        judged = [one for one in entries if one.state in JUDGED]
        if self.state == "setup":
            half = len(judged) // 2
            judged, left = judged[:half], judged[half:]
            self.proposed += [[one.code, juror.pk, 0.5] for one in left for juror in self.jurors[:REVIEWS]]
        cards = [card for one in judged for card in self._cards(one)]
        names = ("juror_id", "entry_id", "entry_version_id", "state", "order", "match")
        numbers = self.ground.pour(Assignment, names, cards, created_at=self.when)
        by_state: dict[str, list[tuple[int, Card]]] = {state: [] for state in ("proposed", *PATHS)}
        for number, card in zip(numbers, cards, strict=True):
            by_state[card.state].append((number, card))
        for state, path in PATHS.items():
            steps = zip(map(NAMES.__getitem__, path), ["proposed", *path], path, strict=False)
            given = (number for number, _card in by_state[state])
            self.ground.tell_of(AssignmentRecord, given, list(steps), self.when, None)
        self.ground.pour(
            Conflict,
            ("juror_id", "entry_id", "detail"),
            ((card.juror, card.entry, self.ground.short()) for _number, card in by_state["conflicted"]),
            created_at=self.when,
        )
        self._marks([(*one, False) for one in by_state["in_progress"]])
        self._marks([(*one, True) for state in ("scored", "locked") for one in by_state[state]])
        if STATES.index(self.state) >= STATES.index("deliberating"):
            self.decide(judged)

    def _cards(self, entry: Any) -> list["Card"]:
        """Three different jurors in turn."""
        states, jurors = CARDS[self.state], self.jurors
        order = self._given // len(jurors)
        places = range(self._given, self._given + REVIEWS)
        self._given += REVIEWS
        return [
            Card(
                jurors[place % len(jurors)].pk,
                entry.pk,
                entry.version_now,
                states[place % len(states)],
                order,
                round(self.ground.lots.random(), 3),
            )
            for place in places
        ]

    def _marks(self, cards: list[tuple[int, "Card", bool]]) -> None:
        """Scorecards with their marks, and what the jurors wrote in them."""
        ground, criteria = self.ground, [one.pk for one in self.sown.criteria]
        writers = {one.pk: one.user.pk for one in self.jurors}
        numbers = ground.pour(
            Scorecard,
            ("assignment_id", "strengths", "improvements", "finished_at"),
            (
                (number, ground.text(), ground.text(), self.when if is_finished else None)
                for number, _card, is_finished in cards
            ),
            saved_at=self.when,
        )

        def worth(entry: int) -> int:
            return max(0, min(5, round(ground.lots.gauss(2 + entry % 7 / 3, 1))))

        ground.pour(
            CriterionScore,
            ("scorecard_id", "criterion_id", "value", "justification"),
            (
                (number, criterion, worth(card.entry), ground.short())
                for number, (_number, card, is_finished) in zip(numbers, cards, strict=True)
                for criterion in (criteria if is_finished else criteria[:2])
            ),
        )
        ground.pour(
            Writing,
            ("item_id", "by_id", "texts"),
            (
                (number, writers[card.juror], ground.rewritten())
                for number, (_number, card, _is_finished) in zip(numbers, cards, strict=True)
            ),
            item_kind=Scorecard._meta.label_lower,
            field="strengths",
            began_at=self.when,
            ended_at=self.when,
        )
