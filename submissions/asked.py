"""Which questions of a form are asked, after the answers given so far."""

from collections.abc import Iterable, Mapping
from typing import Any


def asked(questions: Iterable[Any], texts: Mapping[int, str]) -> set[int]:
    """The keys of the questions to ask: those without a condition, and those whose condition is met.

    A condition on a question that is retired has lapsed; one on a question that is not asked is not met.
    """
    by_key = {one.pk: one for one in questions}

    def is_asked(question: Any, seen: frozenset[int] = frozenset()) -> bool:
        rests_on = by_key.get(question.shown_if_id)
        if rests_on is None or question.pk in seen:
            return True
        given = texts.get(rests_on.pk, "").strip().splitlines()
        return question.shown_value in given and is_asked(rests_on, seen | {question.pk})

    return {one.pk for one in by_key.values() if is_asked(one)}
