"""A change of something published: planned, counted, recorded, told to each person once."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from core.asking import count_affected, who_is_affected
from core.changes.facts import Fact
from core.mail import notify_at
from core.models import Change, User
from core.queries import about
from core.texts import defused
from core.workflow import Refused
from core.zones import today_in

MORNING = 6  # the hour, in UTC, at which mails of the evening before go out
Weight, Kind = Change.Weight, Change.Kind


class Plan(NamedTuple):
    """What a change would do: the facts, who would hear of it, and how."""

    item: Any
    facts: list[Fact]
    affected: list[tuple[str, int]]  # kinds of people and how many of each
    people: int  # each counted once
    weights: list[str]  # that the person may choose from
    consequences: tuple[str, ...] = ()  # what it means for whom, in sentences

    def weight(self, chosen: str) -> str:
        """How people hear of it: as was chosen where that is open, else by mail at once."""
        return chosen if chosen in self.weights else str(Weight.MAIL)


def plan_of(item: Any, facts: list[Fact], *, at_once: bool, consequences: Iterable[str] = ()) -> Plan:
    """The plan of a change; `at_once` for what people have to hear by mail in any case."""
    weights = [Weight.MAIL] if at_once else [Weight.LISTED, Weight.DIGEST, Weight.MAIL]
    affected, people = count_affected(item)
    return Plan(item, facts, affected, people, [str(one) for one in weights], tuple(consequences))


def publish(
    item: Any,
    facts: list[Fact],
    *,
    by: User,
    reason: str,
    kind: str = Kind.CHANGED,
    weight: str = Weight.MAIL,
    also: Iterable[User] = (),
) -> Change:
    """Put the change on the public list and tell everybody concerned, in the caller's transaction.

    `also` are people who have to know beside those who rely on the item. Refused without a reason.
    """
    if not reason.strip():
        raise Refused(_("Give the reason: everybody who relies on this will read it."))
    people = (
        []
        if weight == Weight.LISTED
        else [*{user.pk: user for user in [*who_is_affected(item), *also]}.values()]
    )
    change = Change.objects.create(
        **about(item),
        kind=kind,
        weight=weight,
        facts=facts,
        reason=reason.strip(),
        told=len(people),
        by=by,
    )
    today = today_in("UTC")  # as the morning below: the mail goes to people in many places
    morning = timezone.now().replace(hour=MORNING, minute=0, second=0) + timedelta(days=1)
    late = weight == Weight.DIGEST
    notify_at(
        morning if late else None,
        "core/mail/explained" if late else "core/mail/changed",
        to=people,
        # All explanations of one day come as one mail.
        dedupe=f"explained:{change.item_kind}:{item.pk}:{today}" if late else f"change:{change.pk}",
        **mail_values(item, facts, kind=kind, reason=change.reason),
    )
    return change


def mail_values(item: Any, facts: list[Fact], *, kind: str, reason: str) -> dict[str, Any]:
    """What the mail about a change says."""
    return {
        "title": defused(str(item)),
        "url": item.get_absolute_url(),
        "item_kind": item._meta.label_lower,
        "facts": facts,
        "kind": str(kind),
        "reason": defused(reason),
    }


def changes_of(*items: Any) -> QuerySet[Change]:
    """The public list of what changed of any of these items, the latest first."""
    found = Q(pk=None)
    for item in items:
        found |= Q(**about(item))
    return Change.objects.filter(found)
