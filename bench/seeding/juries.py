"""Panels in every state, with jurors, cards, marks, decisions and awards."""

from datetime import timedelta
from typing import Any

from bench.seeding.calls import LANGUAGES, Sown
from bench.seeding.entries import JUDGED
from bench.seeding.ground import Ground
from bench.seeding.people import People
from juries.models import (
    Assignment,
    Award,
    Conflict,
    CriterionScore,
    Decision,
    Juror,
    Meeting,
    Motion,
    Panel,
    Scorecard,
)
from juries.results.record import keep_records

REVIEWS = 3
STATES = ["setup", "declaring", "scoring", "deliberating", "signed", "released"]
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


class Jury:
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
        self.panel.challenges.set(sown.challenges)
        Panel.objects.filter(pk=self.panel.pk).update(rubric=self.panel.rubric_now())
        reached = STATES.index(self.state)
        steps = zip(MOVES, STATES, STATES[1:], strict=False)
        ground.tell([self.panel], list(steps)[:reached], self.when, people.coordinator)
        self.jurors = self._jurors(number)
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
        through = Juror.expertise.through
        ground.sow(
            through,
            (through(juror=one, areaofaction=area) for one in jurors for area in self.sown.areas[:2]),
        )
        return jurors

    def take(self, entries: list[Any]) -> None:
        """Cards, marks and decisions for these entries."""
        judged = [one for one in entries if one.state in JUDGED]
        if self.state == "setup":
            judged = judged[: len(judged) // 2]
        cards = self.ground.sow(Assignment, (card for one in judged for card in self._cards(one)))
        for state, path in PATHS.items():
            steps = zip(map(NAMES.__getitem__, path), ["proposed", *path], path, strict=False)
            some = [one for one in cards if one.state == state]
            self.ground.tell(some, list(steps), self.when, None)
        self.ground.sow(
            Conflict,
            (
                Conflict(juror=one.juror, entry=one.entry, detail=self.ground.short(), created_at=self.when)
                for one in cards
                if one.state == "conflicted"
            ),
        )
        self._marks([one for one in cards if one.state in ("in_progress", "scored", "locked")])
        if STATES.index(self.state) >= STATES.index("deliberating"):
            self._decide(judged)

    def _cards(self, entry: Any) -> list[Assignment]:
        """Three different jurors in turn."""
        row, states, rows = self._given, CARDS[self.state], []
        for n in range(REVIEWS):
            juror = self.jurors[(row + n) % len(self.jurors)]
            rows.append(
                Assignment(
                    code=self.ground.code(), juror=juror, entry=entry, entry_version=entry.version_now,
                    state=states[(row + n) % len(states)], order=row // len(self.jurors),
                    match=round(self.ground.lots.random(), 3), created_at=self.when,
                )
            )  # fmt: skip
        self._given += REVIEWS
        return rows

    def _marks(self, cards: list[Any]) -> None:
        ground = self.ground
        scorecards = ground.sow(
            Scorecard,
            (
                Scorecard(
                    assignment=one, strengths=ground.text(), improvements=ground.text(), saved_at=self.when,
                    finished_at=None if one.state == "in_progress" else self.when,
                )
                for one in cards
            ),
        )  # fmt: skip

        def worth(entry: int) -> int:
            return max(0, min(5, round(ground.lots.gauss(2 + entry % 7 / 3, 1))))

        ground.sow(
            CriterionScore,
            (
                CriterionScore(
                    scorecard=card, criterion=criterion, value=worth(card.assignment.entry_id),
                    justification=ground.short(),
                )
                for card in scorecards
                for criterion in self.sown.criteria[: 2 if card.finished_at is None else None]
            ),
        )  # fmt: skip

    def _decide(self, judged: list[Any]) -> None:
        """A decision on every entry; while the jury deliberates, on the first half of them."""
        ground, over = self.ground, self.state == "released"
        signed = self.when if self.state in ("signed", "released") else None
        chair = self.jurors[0].user

        def row(one: Any) -> Decision:
            won = one.state == "awarded" or (not over and one.pk % 40 == 0)
            outcome = "award" if won else "decline"
            return Decision(
                panel=self.panel, entry=one, outcome=outcome, award_title="Best idea" if won else "",
                citation=ground.text() if won else "", reason=ground.text(), letter=ground.text(),
                letter_outcome=outcome, jury_signed_by=chair if signed else None, jury_signed_at=signed,
                city_outcome=outcome if over else "", city_signed_at=signed if over else None,
                released_at=signed if over else None,
            )  # fmt: skip

        half = judged if signed else judged[: len(judged) // 2]
        decisions = ground.sow(Decision, (row(one) for one in half))
        if over:
            ground.sow(
                Award,
                (
                    Award(
                        code=ground.code(), entry=one.entry, decision=one, title="Best idea",
                        area=one.entry.challenge.area, citation=one.citation, announced_at=self.when,
                    )
                    for one in decisions
                    if one.outcome == "award"
                ),
            )  # fmt: skip

    def end(self) -> None:
        """What stands once every entry is there: the minutes, and what is kept for the results."""
        if STATES.index(self.state) < STATES.index("deliberating"):
            return
        chair = self.jurors[0].user
        meeting = self.ground.sow(
            Meeting, [Meeting(panel=self.panel, held_at=self.when, place="Online", minutes="Held.", by=chair)]
        )[0]
        meeting.present.set(self.jurors)
        self.ground.sow(
            Motion,
            (
                Motion(
                    panel=self.panel,
                    wording=self.ground.short(),
                    votes_for=3,
                    votes_against=1,
                    abstentions=0,
                    carried=True,
                    by=chair,
                    at=self.when,
                )
                for _ in range(max(2, len(self.sown.challenges)))
            ),
        )
        if self.state == "released":
            keep_records(self.panel)
