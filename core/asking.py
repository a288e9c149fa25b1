"""What a lower app asks of higher ones without knowing them, through the table QUESTIONS of the switchboard.

The answers come about in the caller's transaction.
"""

from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.module_loading import import_string

from core.models import User


def ask(question: str, *facts: Any) -> list[Any]:
    """The answers of all who have one, in the table's order. KeyError for a question that the table lacks."""
    return [import_string(path)(*facts) for path in settings.QUESTIONS[question]]


def tell(event: str, *facts: Any) -> None:
    """Let all who are concerned do what follows; whatever they raise takes the caller's change back."""
    ask(event, *facts)


class Affected(NamedTuple):
    """People who rely on an item, and what they are to it, in words."""

    kind: Any
    people: QuerySet[User]


def _kinds_of_affected(item: Any) -> list[tuple[str, QuerySet[User]]]:
    answers = [one for answer in ask("who_is_affected", item) for one in answer]
    return [(str(one.kind), one.people.filter(is_active=True).distinct()) for one in answers]


def count_affected(item: Any) -> tuple[list[tuple[str, int]], int]:
    """How many rely on the item: by what they are to it, without kinds of nobody; and each counted once."""
    kinds = [(kind, people, people.count()) for kind, people in _kinds_of_affected(item)]
    found = [(kind, count) for kind, _people, count in kinds if count]
    if len(found) < 2:
        return found, sum(count for _kind, count in found)
    anyone = Q(pk=None)
    for _kind, people, _count in kinds:
        anyone |= Q(pk__in=people.order_by().values("pk"))
    return found, User.objects.filter(anyone).count()


def who_is_affected(item: Any) -> list[User]:
    """The people who rely on the item, each once: whoever changes it tells them."""
    return list({user.pk: user for _kind, people in _kinds_of_affected(item) for user in people}.values())
