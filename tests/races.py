"""race(): several threads do the same thing at the same moment, each with its own database connection."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import connections


@dataclass
class Outcome:
    """What came of a race: return values of those who got through, exceptions of the others."""

    won: list[Any] = field(default_factory=list)
    lost: list[Exception] = field(default_factory=list)


def race(action: Callable[[int], Any], threads: int = 8) -> Outcome:
    """Call `action(number)` in so many threads at once and tell how each ended.

    Fetch the rows inside of the action, as a request does. The test needs
    `@pytest.mark.django_db(transaction=True)` and `@pytest.mark.postgresql`.
    """
    outcome, start, lock = Outcome(), threading.Barrier(threads), threading.Lock()

    def run(number: int) -> None:
        try:
            start.wait(timeout=20)
            result = action(number)
        except Exception as error:  # every way to lose is of interest to the test
            with lock:
                outcome.lost.append(error)
        else:
            with lock:
                outcome.won.append(result)
        finally:
            connections.close_all()

    runners = [threading.Thread(target=run, args=[number]) for number in range(threads)]
    for runner in runners:
        runner.start()
    for runner in runners:
        runner.join(timeout=60)
    return outcome
