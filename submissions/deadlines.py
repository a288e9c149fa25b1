"""One deadline: what is shown and what is enforced come from here, extensions included.

The published moment is what people read; a tolerance that nobody is told is added when a request is judged.
What counts is the arrival of the whole request: Django has read it to its end before a view runs, so a long
upload that begins in time and ends too late is late. The view stamps that moment with `arrived()`, so that
waiting for a lock afterwards costs nobody the deadline.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from django.utils import timezone

_arrival: ContextVar[datetime | None] = ContextVar("arrival", default=None)


@contextmanager
def arrived(at: datetime | None) -> Iterator[None]:
    """Judge everything inside by this moment of arrival; None leaves it to the clock."""
    token = _arrival.set(at)
    try:
        yield
    finally:
        _arrival.reset(token)


def arrival() -> datetime:
    """The moment at which the present request had arrived in full."""
    return _arrival.get() or timezone.now()


def extension(challenge: Any, organisation: Any) -> Any | None:
    """The latest extension that the team has for the challenge, or None; without a team there is none."""
    if organisation is None:
        return None
    # Those of the team are few; a challenge may have hundreds, of teams that nobody asks about.
    own = [one for one in organisation.extensions.all() if one.challenge_id == challenge.pk]
    return max(own, key=lambda one: one.until, default=None)


def published_deadline(challenge: Any, organisation: Any) -> datetime:
    """The moment that the team reads on every page."""
    closes_at = challenge.deadline()
    longer = extension(challenge, organisation)
    return max(closes_at, longer.until) if longer else closes_at


def last_instant(challenge: Any, organisation: Any) -> datetime:
    """The last moment at which something of this team is taken."""
    tolerance = challenge.enforced_until() - challenge.deadline()
    return published_deadline(challenge, organisation) + tolerance


def accepts(challenge: Any, organisation: Any, at: datetime | None = None) -> bool:
    """Whether a request of the team that arrived at that moment is in time, and the call is running."""
    moment = at or arrival()
    if challenge.is_open(moment):
        return True
    # Past the common deadline only a team with an extension gets in, and only while nobody judges yet.
    running = challenge.is_open(challenge.deadline())
    return running and challenge.opening() <= moment <= last_instant(challenge, organisation)
