"""Two people decide: one proposes a verdict on an entry, another one confirms or returns it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.editing import lock
from core.models import User
from core.workflow import Refused, Stale, perform
from submissions.actions.letters import tell_people
from submissions.actions.screening import screen_entry
from submissions.models import Entry, Proposal


@transaction.atomic
def propose_verdict(entry: Entry, *, by: User, accept: bool, note: str = "") -> Proposal:
    """Keep the verdict until a second person of the office confirms it; nobody outside is told yet."""
    perform(entry.propose_acceptance if accept else entry.propose_rejection, by=by, note=note)
    return Proposal.objects.create(entry=entry, accept=accept, note=note, by=by)


@transaction.atomic
def confirm_verdict(entry: Entry, *, by: User, proposal: int) -> Entry:
    """Decide as the first person proposed, with the note that the team reads; never one's own proposal.

    Raises Stale where the proposal that was read is not the one that waits now.
    """
    fresh = lock(entry)
    waiting = _waiting(fresh, proposal)
    return screen_entry(fresh, by=by, accept=waiting.accept, note=waiting.note)


@transaction.atomic
def return_verdict(entry: Entry, *, by: User, proposal: int, reason: str = "") -> Entry:
    """Take the proposed verdict back: one's own at will, a colleague's with a reason, who is told.

    Raises Stale where the proposal that was read is not the one that waits now.
    """
    fresh = lock(entry)
    waiting = _waiting(fresh, proposal)
    if waiting.by_id != by.pk and not reason.strip():
        raise Refused(_("Say why you return the verdict: your colleague reads it."))
    perform(fresh.return_verdict, by=by, note=reason)
    fresh.proposals.filter(ended_at=None).update(ended_at=timezone.now(), ended_by=by)
    if waiting.by is not None and waiting.by != by:
        tell_people(
            fresh, "verdict_returned", to=[waiting.by], event=f"verdict_returned:{waiting.pk}", reason=reason
        )
    return fresh


def _waiting(entry: Entry, proposal: int) -> Proposal:
    waiting = entry.proposal_waiting()
    if waiting is None or waiting.pk != proposal:
        raise Stale(_("This verdict does not wait any more. Reload the page to see where the entry stands."))
    return waiting
