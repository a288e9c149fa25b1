"""What one visit of a page costs: queries, objects, calls, bytes, form fields, CPU of both sides, memory."""

import cProfile
import re
import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from django.core.cache import cache
from django.db import connection
from django.db.models import Model
from django.test import Client

FIELD = re.compile(rb"<(?:input|select|textarea)\b")


@dataclass
class Cost:
    """The figures of one visit."""

    status: int = 0
    queries: int = 0
    objects: int = 0  # model objects that the database's rows became
    calls: int = 0  # Python functions, coarsely
    bytes: int = 0
    fields: int = 0
    web: float = 0  # ms of CPU of this process
    database: float = 0  # ms of CPU of the server's process; SQLite works in this one
    memory: int = 0  # KB at the peak, above what was there before

    def as_row(self) -> dict[str, Any]:
        """The figures by their names."""
        return asdict(self)


NAMES = [each.name for each in fields(Cost)]
COUNTED = ["queries", "objects", "calls", "bytes", "fields"]  # the same on every machine


def signed_in(user: Any) -> Client:
    """A browser of that person, who has just typed the password, or of nobody."""
    client = Client()
    if user is not None:
        client.force_login(user)
        session = client.session
        session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
        session["account_authentication_methods_user"] = str(user.pk)
        session.save()
    return client


def measure(client: Client, url: str) -> Cost:
    """Visit once to warm up, once with a stopwatch, once with counters that make it slow."""
    status, _body = visit(client, url)
    if status != 200:
        return Cost(status=status)
    backend = database_process()
    before, mine = cpu_of(backend), time.process_time()
    visit(client, url)
    web, database = time.process_time() - mine, cpu_of(backend) - before
    tracemalloc.start()
    cost = cost_of(lambda: visit(client, url))
    cost.memory = tracemalloc.get_traced_memory()[1] // 1024
    tracemalloc.stop()
    cost.web, cost.database = round(web * 1000, 1), round(database * 1000, 1)
    return cost


def visit(client: Client, url: str) -> tuple[int, bytes]:
    """The status and the whole body; counters of tries do not add up over visits."""
    cache.clear()
    answer: Any = client.get(url)
    return answer.status_code, body_of(answer)


def body_of(answer: Any) -> bytes:
    """The whole body, of a stream as well."""
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def cost_of(visit: Callable[[], tuple[int, bytes]]) -> Cost:
    """What can be counted of a visit that gives status and body."""
    cost = Cost()
    with counted(cost):
        cost.status, body = visit()
    cost.bytes, cost.fields = len(body), len(FIELD.findall(body))
    return cost


@contextmanager
def counted(cost: Cost) -> Iterator[None]:
    """Count queries, model objects and calls of what is done inside."""

    def count_query(execute: Callable, *arguments: Any) -> Any:
        cost.queries += 1
        return execute(*arguments)

    original = Model.__dict__["from_db"]

    def from_db(cls: type[Model], *arguments: Any) -> Model:
        cost.objects += 1
        return original.__func__(cls, *arguments)

    Model.from_db = classmethod(from_db)  # type: ignore[method-assign, assignment]
    profile = cProfile.Profile(subcalls=False, builtins=False)
    try:
        with connection.execute_wrapper(count_query), profile:
            yield
    finally:
        cost.calls += sum(each.callcount for each in profile.getstats())
        Model.from_db = original  # type: ignore[method-assign]


def database_process() -> int:
    """The number of the server's process that works for this connection; 0 if there is none here."""
    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        number = cursor.fetchone()[0]
    return number if Path(f"/proc/{number}/schedstat").exists() else 0


def cpu_of(process: int) -> float:
    """Seconds of CPU that a process has used so far."""
    return int(Path(f"/proc/{process}/schedstat").read_text().split()[0]) / 1e9 if process else 0
