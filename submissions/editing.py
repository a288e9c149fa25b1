"""Whether a person may change a section of an entry now, and the sentence when not."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from core.templatetags.times import moment_text
from core.workflow import Refused
from submissions import deadlines
from submissions.permissions import is_writer


def obstacle(entry: Any, section: str = "") -> str:
    """Why the section (or, without one, anything) cannot be changed now; empty when it can."""
    if entry.is_called_off():
        return closed_sentence(entry.challenge, entry.organisation)
    if entry.is_in_clarification():
        return _obstacle_in_clarification(entry, section)
    if entry.is_handed_in():
        return _handed_in(entry)
    if not entry.is_draft() and not entry.is_written_again():
        return _("This entry can no longer be changed.")
    return closed_sentence(entry.challenge, entry.organisation)


def _handed_in(entry: Any) -> str:
    if deadlines.accepts(entry.challenge, entry.organisation):
        return _("This entry is handed in. Until the deadline the lead of the team can reopen it.")
    return _("This entry is handed in. The call has closed, so it can no longer be changed.")


def closed_sentence(challenge: Any, organisation: Any) -> str:
    """The sentence for a team for which the call is not open; empty when it is."""
    if deadlines.accepts(challenge, organisation):
        return ""
    if challenge.is_called_off():
        return _("This call was called off: nothing can be changed or handed in any more.")
    when = {"zone": challenge.zone()}
    if deadlines.arrival() < challenge.opening():
        return _("The call opens on %(moment)s.") % {"moment": moment_text(challenge.opening(), **when)}
    closed_at = deadlines.published_deadline(challenge, organisation)
    if deadlines.arrival() > closed_at:
        return _("The call closed on %(moment)s. Nothing can be changed or handed in any more.") % {
            "moment": moment_text(closed_at, **when)
        }
    return _("This challenge takes no entries at present.")


def check(entry: Any, section: str, *, by: Any) -> None:
    """Raise PermissionDenied for who may not write, Refused when the section is closed now."""
    if not is_writer(entry, by):
        raise PermissionDenied
    if reason := obstacle(entry, section):
        raise Refused(reason)


def _obstacle_in_clarification(entry: Any, section: str) -> str:
    asked = entry.open_clarification()
    if asked is None or deadlines.arrival() > asked.due_at:
        return _("The date for your answer has passed. Write to the network office.")
    if section and not asked.covers(section):
        return _("The office has reopened other sections only; this one stays as it was handed in.")
    return ""
