"""Taking something public off the site, and showing it again: the office that has admitted whose it is."""

from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.editing import lock
from core.mail import notify
from core.models import User
from core.workflow import Refused
from network.models import Withholdable
from network.people import acting_for
from network.permissions import is_of_its_office

Item = TypeVar("Item", bound=Withholdable)


@transaction.atomic
def withhold(item: Item, *, by: User, reason: str) -> Item:
    """Only its own people and the office see it from now on; they get the reason. Twice is once."""
    kept = _to_decide(item, by)
    if not reason.strip():
        raise Refused(_("Say why it is taken off the site: those whose it is will read it."))
    return kept if kept.is_withheld() else _decide(kept, by, "withheld", reason.strip())


@transaction.atomic
def restore(item: Item, *, by: User) -> Item:
    """It is shown again, to whom it was shown before. Twice is once."""
    kept = _to_decide(item, by)
    return _decide(kept, by, "restored", "") if kept.is_withheld() else kept


def _to_decide(item: Item, by: User) -> Item:
    if not is_of_its_office(item.answers_for_it(), by):
        raise PermissionDenied
    return lock(item)


def _decide(kept: Item, by: User, verb: str, reason: str) -> Item:
    kept.withheld_at, kept.withheld_reason = timezone.now() if reason else None, reason
    kept.save(update_fields=["withheld_at", "withheld_reason"])
    line = audit.record(kept, verb, by=by, reason=reason)
    notify(
        f"network/mail/{verb}",
        to=acting_for(kept.answers_for_it()),
        dedupe=f"{verb}:{line.pk}",
        title=str(kept),
        reason=reason,
        url=kept.get_absolute_url(),  # type: ignore[attr-defined]
    )
    return kept
