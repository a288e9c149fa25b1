"""Handing in and taking back. The receipt is written by the transaction that stores the version."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.editing import lock
from core.models import User
from core.texts import fitting_key
from core.workflow import Refused, Stale, perform
from submissions import completeness, deadlines, editing
from submissions.actions.letters import tell_office, tell_team
from submissions.guards import is_written_again
from submissions.models import Entry, EntryVersion
from submissions.models.version import digest_of
from submissions.permissions import is_lead
from submissions.versions import working_content


@transaction.atomic
def submit_entry(
    entry: Entry,
    *,
    by: User,
    idempotency_key: str | None = None,
    digest: str = "",
    arrived_at: datetime | None = None,
) -> EntryVersion:
    """Hand in what is written, as a new version with its receipt.

    Works for a draft, for a reopened entry and for the answer to a clarification. The same key again gives
    the same receipt and mails nobody; with `digest` the content must be the one that the person checked.
    `arrived_at` is the moment at which the whole request had arrived. The competition's row is locked, so
    that the start of judging and a hand-in exclude each other.
    """
    lock(entry.challenge.competition)
    fresh = lock(entry)
    if not is_lead(fresh, by):
        raise PermissionDenied
    key = fitting_key(idempotency_key or "", 120) or None
    if key and (known := fresh.versions.filter(idempotency_key=key).first()):
        return _same_receipt(known, digest)
    with deadlines.arrived(arrived_at):
        version = _hand_in(fresh, by=by, key=key, digest=digest)
    _send_receipt(version)
    return version


def _same_receipt(known: EntryVersion, digest: str) -> EntryVersion:
    if digest and digest != known.sha256:
        raise Refused(
            _("This key was used to hand in another text. Go back to the check page and send again.")
        )
    return known


def _hand_in(entry: Entry, *, by: User, key: str | None, digest: str) -> EntryVersion:
    if entry.is_handed_in():
        raise Refused(str(is_written_again.reason))
    if reason := editing.obstacle(entry):
        raise Refused(reason)
    content = working_content(entry)
    if digest and digest != digest_of(content):
        raise Stale(_("Somebody changed the entry after you checked it. Look at it again before you send."))
    _take_the_step(entry, by=by)
    if entry.attachments.filter(removed_at=None, file__scan="rejected").exists():
        raise Refused(_("A file was found to be harmful. Remove or replace it."))
    number = entry.versions.count() + 1
    return EntryVersion.objects.create(
        entry=entry,
        number=number,
        content=content,
        sha256=digest_of(content),
        receipt_number=f"{entry.code.upper()}-{number}",
        submitted_at=entry.submitted_at,  # type: ignore[misc]  # the step has set it
        submitted_by=by,
        idempotency_key=key,
    )


def _take_the_step(entry: Entry, *, by: User) -> None:
    """Move the entry on: for the first time, as an answer, or anew."""
    if entry.is_draft():
        perform(entry.submit, by=by)
    elif asked := entry.open_clarification():
        perform(entry.answer_clarification, by=by)
        asked.answered_at = timezone.now()
        asked.save()
        tell_office(entry, "clarification_answered", event=f"clarification_answered:{asked.pk}")
    else:
        if missing := completeness.gaps(entry):
            raise Refused(" ".join(f"{gap.label}: {gap.reason}" for gap in missing))
        perform(entry.submit_again, by=by)


def _send_receipt(version: EntryVersion) -> None:
    entry = version.entry
    files = [f"{one['name']} ({one['sha256']})" for one in version.content["attachments"]]
    tell_team(
        entry,
        "entry_submitted",
        event=f"entry_submitted:{version.receipt_number}",
        page="submissions:entry_receipt",
        receipt=version.receipt_number,
        submitted_at=version.submitted_at,
        closes_at=entry.closes_at(),
        sha256=version.sha256,
        number=version.number,
        files=files,
    )


@transaction.atomic
def withdraw_entry(entry: Entry, *, by: User, reason: str) -> Entry:
    """Take the entry out of the competition; everything stays on file."""
    if not reason.strip():
        raise Refused(_("Say why the entry is withdrawn."))
    perform(entry.withdraw, by=by, note=reason)
    entry.withdrawal_reason = reason
    entry.save()
    entry.invitations.filter(accepted_at=None, revoked_at=None).update(revoked_at=timezone.now())
    event = f"entry_withdrawn:{entry.code}"
    tell_team(entry, "entry_withdrawn", event=event, reason=reason, by=str(by))
    if entry.submitted_at:
        tell_office(entry, "entry_withdrawn_office", event=event, reason=reason)
    return entry


@transaction.atomic
def reopen_entry(entry: Entry, *, by: User, arrived_at: datetime | None = None) -> Entry:
    """Let the team write again until the deadline; what was handed in stays valid meanwhile."""
    fresh = lock(entry)
    if not is_lead(fresh, by):
        raise PermissionDenied
    with deadlines.arrived(arrived_at):
        if reason := editing.closed_sentence(fresh.challenge, fresh.organisation):
            raise Refused(reason)
        if not fresh.is_written_again():
            perform(fresh.reopen, by=by)
    return fresh
