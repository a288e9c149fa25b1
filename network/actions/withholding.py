"""Taking an event off the site, and putting it back: the office that has admitted its host."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.editing import lock
from core.mail import notify
from core.models import User
from core.workflow import Refused
from network.models import Event
from network.people import acting_for
from network.permissions import is_of_its_office


@transaction.atomic
def withhold_event(event: Event, *, by: User, reason: str) -> Event:
    """Only its hosts and the office see the event from now on; the hosts get the reason. Twice is once."""
    kept = _to_decide(event, by)
    if not reason.strip():
        raise Refused(_("Say why the event is taken off the site: its hosts will read it."))
    if kept.is_withheld():
        return kept
    return _decide(kept, by, "withheld", reason.strip())


@transaction.atomic
def restore_event(event: Event, *, by: User) -> Event:
    """The event is shown again, to whom it was shown before. Twice is once."""
    kept = _to_decide(event, by)
    return _decide(kept, by, "restored", "") if kept.is_withheld() else kept


def _to_decide(event: Event, by: User) -> Event:
    if not is_of_its_office(event.host, by):
        raise PermissionDenied
    return lock(event)


def _decide(kept: Event, by: User, verb: str, reason: str) -> Event:
    kept.withheld_at, kept.withheld_reason = timezone.now() if reason else None, reason
    kept.save()
    line = audit.record(kept, verb, by=by, reason=reason)
    notify(
        f"network/mail/event_{verb}",
        to=acting_for(kept.host),
        dedupe=f"event-{verb}:{line.pk}",
        title=kept.title,
        reason=reason,
        url=kept.get_absolute_url(),
    )
    return kept
