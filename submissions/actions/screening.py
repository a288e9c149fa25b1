"""The office checks what was handed in: verdicts rule by rule, questions to the team, more time."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from challenges.models import Challenge
from challenges.permissions import is_challenge_coordinator
from core import audit
from core.mail import notify
from core.models import User
from core.workflow import Refused, perform
from network.models import Organisation
from submissions.actions.letters import tell_team
from submissions.actions.sections import locked
from submissions.completeness import BASICS, FILES
from submissions.models import Clarification, EligibilityCheck, Entry, Extension
from submissions.permissions import is_office_coordinator


@transaction.atomic
def save_checks(entry: Entry, *, by: User, verdicts: dict[int, tuple[str, str]]) -> Entry:
    """Store verdict and reason per rule (id of the rule → both). An empty verdict leaves a rule open."""
    fresh = locked(entry)
    if not is_office_coordinator(fresh, by):
        raise PermissionDenied
    if not fresh.is_being_screened():
        raise Refused(_("The verdict on this entry is given; the rules can no longer be changed."))
    rules = {rule.pk for rule in fresh.challenge.competition.eligibility_rules.filter(retired_at=None)}
    known = {check.rule_id: (check.verdict, check.reason) for check in fresh.checks.all()}
    for rule, (verdict, reason) in verdicts.items():
        if rule in rules and verdict and known.get(rule) != (verdict, reason):
            values = {"verdict": verdict, "reason": reason, "by": by, "at": timezone.now()}
            EligibilityCheck.objects.update_or_create(entry=fresh, rule_id=rule, defaults=values)
            audit.record(fresh, "rule checked", by=by, rule=rule, verdict=verdict)
    return fresh


@transaction.atomic
def screen_entry(entry: Entry, *, by: User, accept: bool, note: str = "") -> Entry:
    """Let the entry go to the jury, or reject it; the team reads the itemised reasons."""
    perform(entry.accept if accept else entry.reject, by=by, note=note)
    name = "entry_accepted" if accept else "entry_rejected"
    tell_team(entry, name, event=_event(name, entry), note=note, reasons=[] if accept else reasons_of(entry))
    return entry


def reasons_of(entry: Entry) -> list[str]:
    """Each rule that is not met, with the reason that the office gave."""
    return [f"{check.rule.text} – {check.reason}" for check in entry.rules_not_met()]


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
