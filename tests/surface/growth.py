"""What every page costs in a network of a size, and by how much that has grown from one size to the next."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.handlers.base import BaseHandler
from django.db import connection, transaction
from django.http import HttpRequest
from django.template.loader import get_template
from django.test import RequestFactory
from django.urls import resolve

from bench.measure import Cost, body_of, cost_of, signed_in
from bench.seed import seed
from bench.seeding.plan import Call, Plan
from bench.subjects import Subjects, Target, targets
from tests.case import Case
from tests.cast import NOBODY

ROWLESS = {"api_schema"}  # long, and the same whatever there is
# What may come and go by itself. A loop over all entries that calls one function for each is more.
ROOM = {"objects": 30, "calls": 1500, "bytes": 2000, "fields": 2}


@dataclass(frozen=True)
class Sizes(Plan):
    """A few competitions, one for each state of a panel; the largest has `size` entries."""

    size: int = 1000

    def of(self, name: str, least: int = 1) -> int:
        """Enough teams for the entries: each enters a challenge once."""
        return self.size * 7 // 10 if name == "organisations" else super().of(name, least)

    def share(self, number: int, least: int = 1) -> int:
        """Enough of everything to fill more than a page."""
        return super().share(number, max(least, self.size // 2))

    def calls(self) -> list[Call]:
        """The largest deliberates; some have many challenges."""
        size, many = self.size, self.size // 8
        return [
            Call(size, 4, "judging", "deliberating"),
            Call(size // 2, 4, "judging", "scoring"),
            Call(size // 2, many, "running"),
            Call(size // 4, 4, "judging", "setup"),
            Call(size // 4, 4, "judging", "declaring"),
            Call(size // 4, many, "closed", "released"),
            Call(0, many, "draft"),
        ]


def compile_templates() -> None:
    """Whatever pages are made of is compiled before their calls are counted."""
    for folder in settings.TEMPLATES[0]["DIRS"]:
        for file in Path(folder).rglob("*.*"):
            get_template(str(file.relative_to(folder)))


def costs(size: int) -> dict[str, Cost]:
    """What each page costs in a network of that size.

    Of each page one item is enough: the largest in whose state the role may open it.
    """
    found, seen = {}, set()
    with sown(Sizes(size / 8000, size=size)) as subjects:
        visitors = Visitors(subjects)
        for target in targets(subjects):
            if (target.route, target.role) in seen or target.route in ROWLESS:
                continue
            cost = visitors.measure(target)
            if cost.status == 200:
                found[target.name] = cost
                seen.add((target.route, target.role))
    return found


@contextmanager
def sown(plan: Plan) -> Iterator[Subjects]:
    """A network for as long as the block takes: it is never committed, so that nothing has to be emptied."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")  # a busy machine is no fault of a page
        seed(plan)
        # Table by table: those of the server itself would stay locked for everybody else.
        cursor.execute(f"ANALYZE {', '.join(connection.introspection.django_table_names())}")
        often = gc.get_threshold()
        gc.set_threshold(100_000)  # a tenth of the time went into looking for circles
        yield Subjects()
        gc.set_threshold(*often)
        transaction.set_rollback(True)


class Visitors:
    """Opens pages as the people around their subjects."""

    def __init__(self, subjects: Subjects) -> None:
        self._subjects = subjects
        self._cases: dict[tuple, Case] = {}
        self._cookies: dict[int, str] = {}
        self._handler = BaseHandler()
        self._handler.load_middleware()

    def measure(self, target: Target) -> Cost:
        """What one visit costs; what it writes is taken back."""
        request = RequestFactory().get(target.url, headers={"cookie": self._cookie(self._user(target))})
        with transaction.atomic():
            cost = cost_of(lambda: self._open(request))
            transaction.set_rollback(True)
        return cost

    def _open(self, request: HttpRequest) -> tuple[int, bytes]:
        """Without the client of tests, which copies the context of every template."""
        cache.clear()
        answer = self._handler.get_response(request)
        return answer.status_code, body_of(answer)

    def _user(self, target: Target) -> Any:
        if target.role == NOBODY:
            return None
        if not target.has_subject and (user := self._subjects.busiest(target.role)):
            return user
        about = tuple(resolve(target.url).kwargs.values())
        if about not in self._cases:
            self._cases[about] = Case(target.url)
        return self._cases[about].play(target.role)

    def _cookie(self, user: Any) -> str:
        if user is None:
            return ""
        if user.pk not in self._cookies:
            name = settings.SESSION_COOKIE_NAME
            self._cookies[user.pk] = f"{name}={signed_in(user).cookies[name].value}"
        return self._cookies[user.pk]


def excess(small: Cost, large: Cost) -> dict[str, int]:
    """By measure what the larger one costs, where that is beyond the room."""
    return {
        name: after
        for name, room in ROOM.items()
        if (after := getattr(large, name)) > getattr(small, name) + room
    }
