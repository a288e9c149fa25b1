"""Review: sent, sent back, approved, and the approval taken back."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit, outbox
from core.editing import lock
from core.mail import notify
from core.models import User
from core.workflow import Refused, perform
from network.people import acting_for, who_answer_for
from transfer.actions.release import names_of
from transfer.models import Release
from transfer.permissions import is_reviewer


@transaction.atomic
def approve_release(release: Release, *, by: User) -> Release:
    """Let the worker build the file and publish; of two who approve, one does."""
    if not is_reviewer(release, by):
        raise PermissionDenied
    fresh = lock(release)
    if not fresh.waits_for_review():
        raise Refused(_("This release is not waiting for a review any more."))
    if missing := fresh.missing():
        raise Refused(" ".join(sentence for _section, sentence in missing))
    fresh.approved_by, fresh.approved_at, fresh.build_error = by, timezone.now(), ""
    fresh.save()
    audit.record(fresh, "approve", by=by)
    stamp = fresh.approved_at.isoformat()
    outbox.add("bag", dedupe=f"bag:{fresh.code}:{stamp}", release=fresh.code, approved_at=stamp)
    return fresh


@transaction.atomic
def stop_build(release: Release, *, by: User) -> Release:
    """Take an approval back whose file cannot be built, so that the release can be returned and mended."""
    if not is_reviewer(release, by):
        raise PermissionDenied
    fresh = lock(release)
    if not fresh.build_has_failed():
        raise Refused(_("There is no failed build to stop."))
    fresh.approved_at, fresh.approved_by = None, None
    fresh.save()
    audit.record(fresh, "stop build", by=by, reason=fresh.build_error)
    return fresh


@transaction.atomic
def send_release_to_review(release: Release, *, by: User, note: str = "") -> Release:
    """Hand the draft to the network office."""
    perform(release.send_to_review, by=by, note=note)
    notify(
        "transfer/mail/release_sent_to_review",
        to=who_answer_for(release.package.publisher),
        dedupe=f"release-review:{release.code}:{release.history.count()}",
        url=release.get_absolute_url(),
        **names_of(release),
    )
    return release


@transaction.atomic
def return_release(release: Release, *, by: User, note: str) -> Release:
    """Open the release for changes again, with a note on what to change."""
    if not note.strip():
        raise Refused(_("Write what should be changed."))
    perform(release.return_to_draft, by=by, note=note)
    notify(
        "transfer/mail/release_returned",
        to=[user for user in acting_for(release.package.publisher) if user != by],
        dedupe=f"release-returned:{release.code}:{release.history.count()}",
        url=release.get_absolute_url(),
        note=note,
        **names_of(release),
    )
    return release
