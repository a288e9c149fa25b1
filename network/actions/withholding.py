"""Taking something public off the site, and showing it again: the office that answers for it."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import audit
from core.asking import who_is_affected
from core.documents import forget
from core.editing import lock
from core.mail import notify
from core.models import AuditEvent, User
from core.workflow import Refused
from network.models import Withholdable
from network.permissions import can_withhold

Item = TypeVar("Item", bound=Withholdable)


@transaction.atomic
def withhold(item: Item, *, by: User, reason: str) -> Item:
    """Only its own people and the office see it from now on; they get the reason. Twice is once.

    Others who rely on it get a mail with what that means for them.
    """
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
    own = User.objects.filter(kept.own_people(), is_active=True).exclude(pk=by.pk).distinct()
    relying = who_is_affected(kept) if kept.concerns_others() else []
    others = [user for user in relying if user not in {*own, by}]
    to_others = "restored" if verb == "restored" else "withheld_others"
    _tell(kept, verb, own, line, kept.get_absolute_url(), reason=kept.withheld_reason)  # type: ignore[attr-defined]
    url = kept.get_meanwhile_url() if kept.is_withheld() else kept.get_absolute_url()  # type: ignore[attr-defined]
    _tell(kept, to_others, others, line, url, kind=kept._meta.model_name, whose=str(kept.whose_it_is()))
    return kept


def _tell(
    kept: Withholdable, template: str, to: Iterable[User], line: AuditEvent, url: str, **more: Any
) -> None:
    dedupe = f"{line.verb}:{line.pk}"
    notify(f"network/mail/{template}", to=to, dedupe=dedupe, title=str(kept), url=url, **more)
