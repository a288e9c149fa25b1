"""What a panel decides: decisions, awards, meetings with their motions, the protocol as a signed paper."""

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from bench.seeding.calls import Sown
from bench.seeding.ground import PDF, SHARED, Ground
from core.models import Paper, PaperSignature
from juries.models import Award, Decision, Juror, Meeting, Motion, Panel

STATES = ["setup", "declaring", "scoring", "deliberating", "signed", "released"]


class Outcome:
    """The second half of a jury: what stands once it has come so far."""

    ground: Ground
    sown: Sown
    state: str
    when: datetime
    panel: Panel
    jurors: list[Juror]

    def decide(self, judged: list[Any]) -> None:
        """A decision on every entry; while the jury deliberates, on the first half of them."""
        if not judged:
            return
        ground, over = self.ground, self.state == "released"
        signed = self.when if self.state in ("signed", "released") else None
        chair = self.jurors[0].user

        def row(one: Any) -> tuple:
            won = one.state == "awarded" or (not over and one.pk % 40 == 0)
            outcome = "award" if won else "decline"
            title, citation = ("Best idea", ground.text()) if won else ("", "")
            return (
                one.pk,
                outcome,
                outcome,
                title,
                citation,
                ground.text(),
                ground.text(),
                outcome if over else "",
            )

        half = judged if signed else judged[: len(judged) // 2]
        names = [
            "entry_id",
            "outcome",
            "letter_outcome",
            "award_title",
            "citation",
            "reason",
            "letter",
            "city_outcome",
        ]
        rows = [row(one) for one in half]
        decisions = ground.pour(
            Decision,
            names,
            rows,
            panel_id=self.panel.pk,
            jury_signed_by_id=chair.pk if signed else None,
            jury_signed_at=signed,
            city_signed_at=signed if over else None,
            released_at=signed if over else None,
        )
        lines = ((self.panel.pk, chair.pk) for _one in half)
        ground.audit(lines, Panel, "decision proposed", at=self.when, entry=judged[0].code)
        if over:
            self._award(zip(decisions, rows, half, strict=True))

    def _award(self, decided: Iterable[tuple[int, tuple, Any]]) -> None:
        self.ground.pour(
            Award,
            ("entry_id", "decision_id", "area_id", "citation"),
            (
                (one.pk, number, one.challenge.area_id, row[4])
                for number, row, one in decided
                if row[1] == "award"
            ),
            title="Best idea",
            announced_at=self.when,
        )

    def end(self) -> None:
        """What stands once every entry is there: the minutes, and what is kept for the results."""
        if STATES.index(self.state) < STATES.index("deliberating"):
            return
        chair = self.jurors[0].user
        meeting = self.ground.sow(
            Meeting, [Meeting(panel=self.panel, held_at=self.when, place="Online", minutes="Held.", by=chair)]
        )[0]
        present = ((meeting.pk, one.pk) for one in self.jurors)
        self.ground.pour(Meeting.present.through, ("meeting_id", "juror_id"), present)
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
        self._papers(chair)

    def _papers(self, chair: Any) -> None:
        """The protocol as it is signed: one that was taken back, and the one that stands."""
        ground, over = self.ground, self.state in ("signed", "released")
        digest = hashlib.sha256(PDF).hexdigest()
        papers = ground.pour(
            Paper,
            ("prepared_at", "withdrawn_at", "withdrawn_reason"),
            [(self.when - timedelta(days=1), self.when, "Reopened."), (self.when, None, "")],
            kind=Panel.PROTOCOL,
            item_kind=Panel._meta.label_lower,
            item_id=self.panel.pk,
            language="en",
            facts=digest,
            state="ready",
            title=f"Protocol of {self.panel.title}",
            file=SHARED,
            sha256=digest,
            size=len(PDF),
            prepared_by_id=chair.pk,
            made_at=self.when,
        )
        ground.pour(
            PaperSignature,
            ("paper_id",),
            ((paper,) for paper in (papers if over else papers[:1])),
            user_id=chair.pk,
            name=str(chair),
            role="Chair of the jury",
            sha256=digest,
            at=self.when,
        )
