"""Taking something public off the site, and showing it again: the office that answers for it."""

from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.documents import forget
from core.editing import lock
from core.mail import notify
from core.models import User
from core.workflow import Refused
from network.models import Withholdable
from network.people import acting_for
from network.permissions import can_withhold

Item = TypeVar("Item", bound=Withholdable)


@transaction.atomic
def withhold(item: Item, *, by: User, reason: str) -> Item:
    """Only its own people and the office see it from now on; they get the reason. Twice is once."""
    kept = _to_decide(item, by)
    if not reason.strip():
        raise Refused(_("Say why it is taken off the site: those whose it is will read it."))
    if kept.is_withheld():
        return kept
    if not kept.is_on_the_site():
        raise Refused(_("This is not on the site: only its own people and their office see it."))
    kept.withheld_at, kept.withheld_by, kept.withheld_reason = timezone.now(), by, reason.strip()
    kept.withheld_public = kept.is_for_everybody()
    for kind, code in kept.printed():
        forget(kind, code)
    return _decided(kept, by, "withheld")


@transaction.atomic
def restore(item: Item, *, by: User) -> Item:
    """It is shown again, to whom it was shown before. Twice is once."""
    kept = _to_decide(item, by)
    if not kept.is_withheld():
        return kept
    kept.withheld_at, kept.withheld_by, kept.withheld_reason = None, None, ""
    kept.withheld_public = False
    return _decided(kept, by, "restored")


def _to_decide(item: Item, by: User) -> Item:
    """The item afresh and locked, for the office that answers for it now."""
    kept = lock(item)
    if not can_withhold(kept, by):
        raise PermissionDenied
    return kept


def _decided(kept: Item, by: User, verb: str) -> Item:
    kept.save(update_fields=["withheld_at", "withheld_by", "withheld_reason", "withheld_public"])
    line = audit.record(kept, verb, by=by, reason=kept.withheld_reason)
    notify(
        f"network/mail/{verb}",
        to=acting_for(kept.whose_it_is()).exclude(pk=by.pk),
        dedupe=f"{verb}:{line.pk}",
        title=str(kept),
        reason=kept.withheld_reason,
        url=kept.get_absolute_url(),  # type: ignore[attr-defined]
    )
    return kept
