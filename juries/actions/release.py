"""The one act that tells everybody: states, awards, letters and history together, or nothing."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from challenges.models import Challenge
from core import audit, outbox
from core.editing import changes, lock, lock_all, write
from core.mail import notify
from core.models import User
from core.workflow import Refused, perform, unmet
from juries.actions.panels import tell_jurors
from juries.models import Award, Decision, Panel
from juries.permissions import is_panel_coordinator
from network.people import acting_for
from submissions.actions.outcomes import award_entry, decline_entry, pass_over_entry, shortlist_entry
from submissions.people import team_of

Outcome = Decision.Outcome


@transaction.atomic
def write_letter(decision: Decision, *, by: User, letter: str, version: int | None = None) -> Decision:
    """Edit the letter to a team before the release; it fits the outcome that is in force at this moment."""
    if not is_panel_coordinator(decision.panel, by):
        raise PermissionDenied
    if lock(decision.panel).is_released():
        raise Refused(_("The letter has been sent already."))
    fresh = lock(decision, "panel")
    merged = changes(fresh, by=by, version=version, values={"letter": letter.strip()})
    fresh.letter_edited, fresh.letter_outcome = True, fresh.final_outcome()
    write(fresh, merged.changed, by=by)
    audit.record(fresh.panel, "letter edited", by=by, entry=fresh.entry.code)
    return fresh


MOVES = {
    Outcome.AWARD: award_entry,
    Outcome.DECLINE: decline_entry,
    Outcome.SHORTLIST: shortlist_entry,
    Outcome.PASS_OVER: pass_over_entry,
}


@transaction.atomic
def release_decisions(panel: Panel, *, by: User) -> list[Decision]:
    """Release every decision of the panel in one transaction; raises Refused with what is still lacking."""
    if not is_panel_coordinator(panel, by):
        raise PermissionDenied
    held = lock_all(panel.challenges.select_related("organisation", "competition").order_by("pk"))
    challenges = list(held)
    perform(panel.release, by=by)
    due = panel.decisions.due().select_related("entry__challenge__area", "entry__organisation")
    decisions = list(lock_all(due.order_by("pk")))
    now = panel.released_at or timezone.now()
    for decision in decisions:
        _release_one(decision, by, now)
    for challenge in (one for one in challenges if one.state != Challenge.State.WITHDRAWN):
        _close_challenge(challenge, by)
        _tell_city(panel, challenge)
    tell_jurors(panel, "panel_released", url=reverse("juries:my_scoring"))
    outbox.add("jury_record", dedupe=f"jury-record:{panel.code}", panel=panel.code)
    return decisions


def _release_one(decision: Decision, by: User, now) -> None:
    outcome = Outcome(decision.final_outcome())
    MOVES[outcome](decision.entry, by=by)
    decision.released_at = now
    decision.save(update_fields=["released_at"])
    if outcome == Outcome.AWARD:
        Award.objects.create(
            entry=decision.entry,
            decision=decision,
            title=decision.award_title or decision.entry.title,
            area=decision.entry.challenge.area,
            citation=decision.citation,
            announced_at=now,
        )
    notify(
        "juries/mail/decision_letter",
        to=team_of(decision.entry),
        dedupe=f"letter:{decision.pk}",
        title=decision.entry.title,
        letter=decision.letter,
        url=reverse("juries:entry_feedback", args=[decision.entry.code]),
    )


def _close_challenge(challenge: Challenge, by: User) -> None:
    """A challenge is decided when no entry of it waits for a decision any more."""
    if challenge.entries.filter(state__in=["submitted", "clarification", "eligible", "shortlisted"]).exists():
        return
    if challenge.state == Challenge.State.PUBLISHED:
        perform(challenge.begin_selection, by=by)
    if challenge.state == Challenge.State.IN_SELECTION:
        perform(challenge.decide, by=by)


def _tell_city(panel: Panel, challenge: Challenge) -> None:
    notify(
        "juries/mail/results_released",
        to=acting_for(challenge.organisation),
        dedupe=f"released:{panel.code}:{challenge.code}",
        challenge=challenge.title,
        url=reverse("juries:result_list"),
    )


def release_problems(panel: Panel) -> list[str]:
    """What still keeps the decisions from being released, as sentences for the release page."""
    every_arrow = panel.get_all_state_transitions()  # type: ignore[attr-defined]
    release = next(arrow for arrow in every_arrow if arrow.name == "release")
    unsigned = [] if panel.is_signed() else [_("The chair has not signed the protocol yet.")]
    return unsigned + unmet(release, panel)
