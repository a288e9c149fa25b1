"""Deliberation: meeting, motions, the jury's advice and its signature."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from challenges.models import Challenge
from core import audit, journal, papers
from core.editing import changes, lock, lock_all
from core.mail import notify
from core.models import User
from core.workflow import Refused, perform
from juries.actions.panels import tell_jurors
from juries.models import Decision, Juror, Meeting, Motion, Panel
from juries.permissions import has_conflict, is_chair_or_coordinator, may_preside
from network.people import acting_for
from submissions.models import Entry

Outcome = Decision.Outcome


def _hold_deliberating(panel: Panel) -> None:
    """Hold the panel, so that signing excludes what is being proposed: either sees what the other did."""
    if not lock(panel).is_deliberating():
        raise Refused(_("The panel is not deliberating now."))


@transaction.atomic
def record_meeting(
    panel: Panel, *, by: User, held_at: datetime, place: str, present: Iterable[Juror], minutes: str = ""
) -> Meeting:
    """Put a meeting on record. Too few jurors for a quorum is refused."""
    if not is_chair_or_coordinator(panel, by):
        raise PermissionDenied
    _hold_deliberating(panel)
    people = list(present)
    if any(juror.panel_id != panel.pk for juror in people):
        raise Refused(_("Only jurors of this panel can be present."))
    if len(people) < panel.quorum:
        raise Refused(_("A meeting needs at least %(n)s jurors.") % {"n": panel.quorum})
    meeting = Meeting.objects.create(panel=panel, held_at=held_at, place=place, minutes=minutes, by=by)
    meeting.present.set(people)
    audit.record(panel, "meeting recorded", by=by, present=len(people))
    return meeting


@transaction.atomic
def record_motion(
    panel: Panel,
    *,
    by: User,
    wording: str,
    votes_for: int,
    votes_against: int,
    abstentions: int = 0,
    entry: Entry | None = None,
    minority_opinion: str = "",
) -> Motion:
    """Put a motion with its count on record; it is carried by more votes for than against."""
    _hold_deliberating(panel)
    if entry is not None and has_conflict(panel, entry, by):
        raise PermissionDenied
    if not (is_chair_or_coordinator(panel, by) or (entry is not None and may_preside(panel, entry, by))):
        raise PermissionDenied
    voters = panel.active_jurors()
    if entry is not None:
        voters = voters.exclude(pk__in=panel.barred_from(entry))
    cast = votes_for + votes_against + abstentions
    if cast > voters.count():
        raise Refused(
            _("%(cast)s votes were counted, but only %(n)s jurors may vote here.")
            % {"cast": cast, "n": voters.count()}
        )
    motion = Motion.objects.create(
        panel=panel,
        entry=entry,
        wording=wording,
        votes_for=votes_for,
        votes_against=votes_against,
        abstentions=abstentions,
        carried=votes_for > votes_against,
        minority_opinion=minority_opinion,
        by=by,
    )
    audit.record(panel, "motion recorded", by=by, motion=motion.pk)
    return motion


def allowed_outcomes(panel: Panel) -> list[str]:
    """What this panel may decide: a shortlist in the first of two rounds, else awards."""
    if panel.is_shortlisting():
        return [Outcome.SHORTLIST, Outcome.PASS_OVER]
    return [Outcome.AWARD, Outcome.DECLINE]


@transaction.atomic
def propose_decision(
    panel: Panel,
    entry: Entry,
    *,
    by: User,
    outcome: str,
    reason: str,
    award_title: str = "",
    citation: str = "",
    version: int | None = None,
) -> Decision:
    """Write the jury's advice on one entry; pending until released. Who presides over the entry writes it.

    Raises Clash where it was changed since `version`, 0 for advice that was not there yet.
    """
    if not may_preside(panel, entry, by):
        raise PermissionDenied
    _hold_deliberating(panel)
    if outcome not in allowed_outcomes(panel):
        raise Refused(_("This panel cannot decide that."))
    if outcome == Outcome.AWARD and not award_title.strip():
        raise Refused(_("Give the award a title."))
    decision = lock_all(Decision.objects.filter(panel=panel, entry=entry)).first()
    decision = decision or Decision(panel=panel, entry=entry, version=0)
    awarded = outcome == Outcome.AWARD
    advice = {"outcome": outcome, "reason": reason}
    advice |= {"award_title": award_title if awarded else "", "citation": citation if awarded else ""}
    changed = changes(decision, by=by, version=version, values=advice).changed
    before = {name: getattr(decision, name) for name in changed}
    for name, value in advice.items():
        setattr(decision, name, value)
    decision.jury_signed_by = decision.jury_signed_at = None
    if not decision.letter_edited:
        decision.letter = draft_letter(decision)
    # The letter and the city's word rest on it: an older window of theirs has not seen this.
    decision.stamp([*advice, "letter", "city_outcome", "city_reason"])
    decision.save()
    journal.note(decision, by=by, before=before, after=changed)
    audit.record(panel, "decision proposed", by=by, entry=entry.code)
    return decision


def draft_letter(decision: Decision) -> str:
    """The letter that goes out unless somebody edits it, in the language of the entry's team lead."""
    entry = decision.entry
    lead = next(
        (seat.user for seat in entry.contributors.select_related("user") if seat.role == "lead"), None
    )
    values = {
        "outcome": decision.final_outcome(),
        "title": entry.title,
        "challenge": entry.challenge.title,
        "city": entry.challenge.organisation.name,
        "award_title": decision.award_title or entry.title,
        "reason": decision.city_reason if decision.departs() else decision.reason,
        "competition": decision.panel.competition.title,
    }
    with translation.override(lead.language if lead else "en"):
        return render_to_string("juries/letters/decision.txt", values).strip()


@transaction.atomic
def sign_as_deputy(decision: Decision, *, by: User) -> Decision:
    """The deputy signs a decision with whose entry the chair has a conflict."""
    panel = decision.panel
    if not may_preside(panel, decision.entry, by):
        raise PermissionDenied
    _hold_deliberating(panel)
    decision = lock(decision, "panel", "entry")
    if not panel.deputy_decisions().filter(pk=decision.pk).exists():
        raise Refused(_("The chair signs this decision with the protocol."))
    decision.jury_signed_by, decision.jury_signed_at = by, timezone.now()
    decision.save(update_fields=["jury_signed_by", "jury_signed_at"])
    audit.record(panel, "decision signed by deputy", by=by, entry=decision.entry.code)
    return decision


@transaction.atomic
def sign_panel(panel: Panel, *, by: User, sha256: str) -> Panel:
    """The chair signs the protocol, the paper with that digest: the advice is final, cities are asked.

    Raises Refused when the paper was not made, or no longer says what is on record.
    """
    lock(panel.competition)  # other panels of it give awards too
    lock(panel)
    if (most := panel.competition.max_award_count) is not None:
        awards = Decision.objects.filter(panel__competition=panel.competition, outcome=Outcome.AWARD).count()
        if awards > most:
            raise Refused(
                _("The competition gives at most %(most)s awards, but %(n)s are proposed.")
                % {"most": most, "n": awards}
            )
    perform(panel.sign, by=by)
    papers.sign(Panel.PROTOCOL, panel, by=by, role=_("Chair of the jury"), sha256=sha256)
    panel.decisions.filter(jury_signed_at=None).update(jury_signed_by=by, jury_signed_at=timezone.now())
    for challenge in panel.challenges.select_related("organisation"):
        _ask_city(panel, challenge)
    return panel


def _ask_city(panel: Panel, challenge: Challenge) -> None:
    notify(
        "juries/mail/decision_waiting",
        to=acting_for(challenge.organisation),
        dedupe=f"city:{panel.code}:{challenge.code}:{panel.history.count()}",
        challenge=challenge.title,
        url=reverse("juries:city_decision", args=[challenge.code]),
    )


@transaction.atomic
def reopen_panel(panel: Panel, *, by: User, reason: str) -> Panel:
    """Take a signed protocol up again: signatures lapse, and the jurors are told why."""
    if not reason.strip():
        raise Refused(_("Say why the protocol is reopened; the jurors read it."))
    perform(panel.reopen, by=by, note=reason)
    papers.withdraw(Panel.PROTOCOL, panel, reason=reason)
    panel.decisions.update(
        jury_signed_by=None,
        jury_signed_at=None,
        city_outcome="",
        city_reason="",
        city_signed_by=None,
        city_signed_at=None,
    )
    tell_jurors(
        panel, "panel_reopened", url=reverse("juries:panel_overview", args=[panel.code]), reason=reason
    )
    return panel
