"""The four outcomes, taken by the one act that releases a jury's decisions; letters are sent there."""

from core.models import User
from core.workflow import perform
from submissions.models import Entry


def shortlist_entry(entry: Entry, *, by: User, note: str = "") -> Entry:
    """Move the entry to the second round."""
    return perform(entry.shortlist, by=by, note=note)  # type: ignore[return-value]


def pass_over_entry(entry: Entry, *, by: User, note: str = "") -> Entry:
    """Leave the entry out of the second round."""
    return perform(entry.pass_over, by=by, note=note)  # type: ignore[return-value]


def award_entry(entry: Entry, *, by: User, note: str = "") -> Entry:
    """Let the entry win."""
    return perform(entry.award, by=by, note=note)  # type: ignore[return-value]


def decline_entry(entry: Entry, *, by: User, note: str = "") -> Entry:
    """Record that the entry did not win."""
    return perform(entry.decline, by=by, note=note)  # type: ignore[return-value]
