"""The office checks what was handed in: verdicts rule by rule, questions to the team, more time."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from challenges.models import Challenge
from challenges.models.form import BASICS, FILES
from challenges.permissions import is_challenge_coordinator
from core import audit
from core.editing import Clash, lock, merge
from core.mail import notify
from core.models import User
from core.workflow import Refused, perform
from network.models import Organisation
from submissions.actions.letters import tell_team
from submissions.models import Clarification, EligibilityCheck, Entry, Extension
from submissions.models.screening import verdict_names
from submissions.permissions import is_office_coordinator


@transaction.atomic
def save_checks(
    entry: Entry,
    *,
    by: User,
    verdicts: dict[int, tuple[str, str]],
    version: int | None = None,
    all_read: bool = False,
) -> Entry:
    """Store verdict and reason per rule (id of the rule → both). An empty verdict leaves a rule open.

    Raises Clash where a colleague judged one of these rules otherwise after the entry's `version`; with
    `all_read`, which a step that rests on all of them asks for, also where a colleague judged another one.
    """
    fresh = lock(entry)
    if not is_office_coordinator(fresh, by):
        raise PermissionDenied
    if not fresh.is_being_screened():
        raise Refused(_("The verdict on this entry is given; the rules can no longer be changed."))
    if fresh.proposal_waiting():
        raise Refused(_("A verdict waits for a second person. Return it before you change the rules."))
    stored = _stored_verdicts(fresh)
    given = {rule: both for rule, both in verdicts.items() if both[0] and verdict_names(rule)[0] in stored}
    merged = merge(fresh, by=None, version=version, fields=_by_name(given), stored=stored)
    if all_read and merged.others:
        raise Clash(fresh, merged.others)
    now = fresh.version_in_force()
    texts = dict(fresh.challenge.competition.eligibility_rules.values_list("pk", "text"))
    for rule, (verdict, reason) in given.items():
        if merged.changed.keys() & verdict_names(rule):
            values = {"verdict": verdict, "reason": reason, "by": by, "at": timezone.now()}
            values |= {"version": now, "rule_text": texts[rule]}
            EligibilityCheck.objects.update_or_create(entry=fresh, rule_id=rule, defaults=values)
            audit.record(
                fresh, "rule checked", by=by, rule=rule, verdict=verdict, version=now.number if now else None
            )
    if merged.changed:
        fresh.stamp(merged.changed)
        fresh.save(update_fields=["version", "field_versions"])  # when its team last wrote stays
    return fresh


def _stored_verdicts(entry: Entry) -> dict[str, str]:
    """What the office has said of each rule in force, by field name."""
    known = {check.rule_id: (check.verdict, check.reason) for check in entry.checks_in_force()}
    rules = entry.challenge.competition.eligibility_rules.filter(retired_at=None)
    return _by_name({rule.pk: known.get(rule.pk, ("", "")) for rule in rules})


def _by_name(verdicts: dict[int, tuple[str, str]]) -> dict[str, str]:
    pairs = [zip(verdict_names(rule), both, strict=True) for rule, both in verdicts.items()]
    return {name: text for pair in pairs for name, text in pair}


@transaction.atomic
def screen_entry(entry: Entry, *, by: User, accept: bool, note: str = "") -> Entry:
    """Let the entry go to the jury, or reject it; the team reads the itemised reasons."""
    perform(entry.accept if accept else entry.reject, by=by, note=note)
    entry.proposals.filter(ended_at=None).update(ended_at=timezone.now(), ended_by=by, confirmed=True)
    name = "entry_accepted" if accept else "entry_rejected"
    tell_team(entry, name, event=_event(name, entry), note=note, reasons=[] if accept else reasons_of(entry))
    return entry


def reasons_of(entry: Entry) -> list[str]:
    """Each rule that is not met, with the reason that the office gave."""
    return [f"{check.judged_rule()} – {check.reason}" for check in entry.rules_not_met()]


@transaction.atomic
def overturn_rejection(entry: Entry, *, by: User, reason: str) -> Entry:
    """A second look admits the entry after all; the first verdict stays in the history."""
    if not reason.strip():
        raise Refused(_("Say what the second look found."))
    perform(entry.overturn, by=by, note=reason)
    tell_team(entry, "entry_admitted", event=_event("entry_admitted", entry), reason=reason)
    return entry


@transaction.atomic
def ask_clarification(
    entry: Entry, *, by: User, sections: list[str], message: str, due_at: datetime
) -> Clarification:
    """Reopen named sections until a date; what was handed in stays on file and valid."""
    parts = entry.challenge.competition.form_sections.values_list("identifier", "title")
    names = {BASICS: _("Title and summary"), FILES: _("Files"), **dict(parts)}
    if not sections or any(section not in names for section in sections):
        raise Refused(_("Choose the sections that the team shall write again."))
    if due_at <= timezone.now():
        raise Refused(_("The date for the answer must lie in the future."))
    perform(entry.ask_clarification, by=by, note=message)
    asked = Clarification.objects.create(
        entry=entry, sections=sections, message=message, due_at=due_at, asked_by=by
    )
    entry.sections_done = [one for one in entry.sections_done if one not in sections]
    entry.save()
    tell_team(
        entry,
        "clarification_asked",
        event=f"clarification_asked:{asked.pk}",
        message=message,
        due_at=due_at,
        sections=[str(names[section]) for section in sections],
    )
    return asked


@transaction.atomic
def close_clarification(entry: Entry, *, by: User) -> Entry:
    """Go on without the team's answer: the version in force stands."""
    perform(entry.close_clarification, by=by)
    tell_team(entry, "clarification_closed", event=_event("clarification_closed", entry))
    return entry


@transaction.atomic
def grant_extension(
    challenge: Challenge, organisation: Organisation, *, until: datetime, reason: str, by: User
) -> Extension:
    """More time for one team, with a reason and a name; only while the call has not gone to the jury."""
    if not is_challenge_coordinator(challenge, by):
        raise PermissionDenied
    if not challenge.is_open(challenge.deadline()):
        raise Refused(_("More time can be given only while the call is running."))
    if until <= max(challenge.deadline(), timezone.now()):
        raise Refused(_("The new deadline must lie after the common one and in the future."))
    extension = Extension.objects.create(
        challenge=challenge, organisation=organisation, until=until, reason=reason, granted_by=by
    )
    audit.record(challenge, "extension granted", by=by, reason=reason, until=until.isoformat())
    _tell_about_extension(extension)
    return extension


def _tell_about_extension(extension: Extension) -> None:
    challenge, organisation = extension.challenge, extension.organisation
    entries = Entry.objects.filter(challenge=challenge, organisation=organisation)
    entry = entries.not_withdrawn().first()
    event = f"extension_granted:{extension.pk}"
    values: dict[str, Any] = {"until": extension.until, "reason": extension.reason}
    if entry is not None:
        return tell_team(entry, "extension_granted", event=event, **values)
    members = [one.user for one in organisation.memberships.select_related("user")]
    return notify(
        "submissions/mail/extension_granted",
        to=members,
        dedupe=event,
        url=challenge.get_absolute_url(),
        challenge=challenge.title,
        team=organisation.name,
        zone=challenge.zone(),
        title="",
        **values,
    )


def _event(name: str, entry: Entry) -> str:
    """A name for this step: the same step is told once, the next round of the same kind again."""
    return f"{name}:{entry.code}:{entry.history.count()}"
