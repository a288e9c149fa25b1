"""What pages of the call say about entries without knowing this app."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.db.models import Count
from django.utils import timezone

from submissions.models import Entry

register = template.Library()


@register.simple_tag
def entry_counts(challenges: Iterable[Any]) -> dict[int, int]:
    """How many entries were handed in to each challenge whose deadline has passed, in one query.

    Nobody learns it earlier: a low number would discourage, a high one deter, and both invite to wait.
    """
    now = timezone.now()
    closed = [challenge.pk for challenge in challenges if challenge.deadline() < now]
    found = Entry.objects.handed_in().exclude(state=Entry.State.WITHDRAWN).filter(challenge__in=closed)
    counts = dict(found.order_by().values_list("challenge").annotate(n=Count("pk")))
    return {pk: counts.get(pk, 0) for pk in closed}


@register.filter
def in_a_list(challenge: Any) -> list[Any]:
    """One challenge as a list, for entry_counts on its own page."""
    return [challenge]


@register.filter
def count_of(counts: dict[int, int] | str, challenge: Any) -> int | None:
    """The number for one challenge, None where it is not told: {{ counts|count_of:challenge }}."""
    return counts.get(challenge.pk) if isinstance(counts, dict) else None
