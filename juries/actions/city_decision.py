"""The city's own decision on the jury's advice."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from challenges.models import Challenge
from core import audit, journal
from core.editing import changes, lock_all
from core.models import User
from core.workflow import Refused
from juries.actions.deliberation import allowed_outcomes, draft_letter
from juries.models import Decision
from juries.permissions import may_decide_for_city


@transaction.atomic
def decide_for_city(
    challenge: Challenge,
    *,
    by: User,
    choices: dict[int, tuple[str, str]],
    versions: dict[int, int] | None = None,
) -> list[Decision]:
    """The city's own decision on every advice for its challenge, signed at once.

    `choices`: decision id → outcome and reason. To decide otherwise than the jury advised needs a reason.
    Before the release the city may sign again. `versions`: decision id → version that was read; raises Clash
    where the advice, or what the city said of it, was changed since.
    """
    if not may_decide_for_city(challenge, by):
        raise PermissionDenied
    # The panels first: a release or a reopening sees all of this or nothing of it.
    signed = [one for one in lock_all(challenge.panels.order_by("pk")) if one.is_signed()]
    waiting = lock_all(Decision.objects.filter(entry__challenge=challenge, panel__in=signed).order_by("pk"))
    decisions = list(waiting.select_related("panel__competition", "entry__challenge__organisation"))
    if not decisions:
        raise Refused(_("There is no signed advice of a jury to decide on."))
    if {decision.pk for decision in decisions} != set(choices):
        raise Refused(_("Decide on every entry. Reload the page: the list has changed."))
    for decision in decisions:
        _decide_one(decision, *choices[decision.pk], by, (versions or {}).get(decision.pk))
    audit.record(challenge, "city decided", by=by, decisions=len(decisions))
    return decisions


def _decide_one(decision: Decision, outcome: str, reason: str, by: User, version: int | None) -> None:
    if outcome not in allowed_outcomes(decision.panel):
        raise Refused(_("Choose one of the outcomes."))
    if outcome != decision.outcome and not reason.strip():
        raise Refused(_("“%(entry)s”: say why the city decides otherwise.") % {"entry": decision.entry.title})
    values = {"city_outcome": outcome, "city_reason": reason if outcome != decision.outcome else ""}
    changed = changes(decision, by=by, version=version, values=values).changed
    before = {name: getattr(decision, name) for name in changed}
    decision.city_outcome, decision.city_reason = values["city_outcome"], values["city_reason"]
    decision.city_signed_by, decision.city_signed_at = by, timezone.now()
    if not decision.letter_edited:
        decision.letter = draft_letter(decision)
    decision.stamp([*values, "letter"])
    decision.save()
    journal.note(decision, by=by, before=before, after=changed)
