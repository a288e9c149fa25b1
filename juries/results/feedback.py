"""What a team reads of its jurors' work: means and texts, never who wrote what."""

import random
from typing import Any

from juries.models import Decision
from juries.results.standing import criterion_means

FEWEST_FOR_A_MEAN = 2  # the mean of one juror would be that juror's score


def feedback_of(decision: Decision) -> dict[str, Any]:
    """Per criterion the mean and the jurors' reasons, then strengths and improvements, each in a drawn order.

    The order is drawn anew for each text, so that nobody can put one juror's texts together.
    """
    entry, panel = decision.entry, decision.panel
    cards = [
        one.scorecard
        for one in panel.assignments().counted().filter(entry=entry).prefetch_related("scorecard__scores")
    ]
    lots = random.Random(f"{panel.seed}:{entry.code}")  # noqa: S311 lots to be redrawn, no secret
    rows = []
    for row in criterion_means(entry, panel):
        reasons = [
            mark.justification
            for card in cards
            for mark in card.scores.all()
            if mark.criterion_id == row["criterion"].pk
            and mark.value is not None
            and mark.justification.strip()
        ]
        enough = row["jurors"] >= FEWEST_FOR_A_MEAN
        rows.append(row | {"mean": row["mean"] if enough else None, "reasons": _drawn(reasons, lots)})
    return {
        "rows": rows,
        "jurors": len(cards),
        "strengths": _drawn([card.strengths for card in cards if card.strengths.strip()], lots),
        "improvements": _drawn([card.improvements for card in cards if card.improvements.strip()], lots),
    }


def _drawn(texts: list[str], lots: random.Random) -> list[str]:
    return lots.sample(texts, len(texts))
