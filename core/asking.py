"""What a lower app asks of higher ones without knowing them, through the table QUESTIONS of the switchboard.

The answers come about in the caller's transaction.
"""

from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from core.models import User


def ask(question: str, *facts: Any) -> list[Any]:
    """The answers of all who have one, in the table's order. KeyError for a question that the table lacks."""
    return [import_string(path)(*facts) for path in settings.QUESTIONS[question]]


def tell(event: str, *facts: Any) -> None:
    """Let all who are concerned do what follows; whatever they raise takes the caller's change back."""
    ask(event, *facts)


def who_is_affected(item: Any) -> list[User]:
    """The people who rely on the item, each once: whoever changes it tells them."""
    people = {user.pk: user for answer in ask("who_is_affected", item) for user in answer}
    return [user for user in people.values() if user.is_active]
