"""The public record of a jury: kept once, so that a result page works nothing out."""

from dataclasses import asdict
from typing import Any

from django.db import transaction

from challenges.models import Challenge
from juries.models import JuryRecord, Panel
from juries.results.certainty import agreement_on, words_for
from juries.results.standing import Compared, handled_conflicts
from juries.results.tally import cards_of, tally

KEPT = ("entries", "spread", "far_apart", "alpha")


@transaction.atomic
def keep_records(panel: Panel) -> None:
    """Keep what is said of each challenge of a released panel; what is kept already stays as it is."""
    judged = dict(panel.entries().order_by().values_list("pk", "challenge_id"))
    criteria = panel.criteria_by_challenge(set(judged.values()))
    compared = Compared({}, tally(judged, cards_of(panel), criteria), None, set(), criteria)
    people = {
        "jurors": panel.active_jurors().count(),
        "conflicts": sum(handled_conflicts(panel).values()),
    }
    for challenge in panel.challenges.all():
        agreement = asdict(agreement_on(compared, challenge))
        facts = people | {name: agreement[name] for name in KEPT}
        JuryRecord.objects.get_or_create(panel=panel, challenge=challenge, defaults={"facts": facts})


def record_of(panel: Panel, challenge: Challenge) -> dict[str, Any]:
    """The facts that were kept, with the words for the agreement; empty until the worker has kept them."""
    kept = JuryRecord.objects.filter(panel=panel, challenge=challenge).values_list("facts", flat=True).first()
    return kept | {"words": words_for(kept["alpha"])} if kept else {}
