"""What one visit of a page costs: queries, objects, calls, bytes, form fields, CPU of both sides, memory."""

import re
import sys
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
from django.http import HttpResponse
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


def measure(client: Client, url: str, *, timed: bool = True) -> Cost:
    """Visit once to warm up, once with a stopwatch, once with counters that make it slow.

    Untimed there is no stopwatch and no look at memory.
    """
    answer = visit(client, url)
    cost = Cost(status=answer[0], bytes=len(answer[1]), fields=len(FIELD.findall(answer[1])))
    if answer[0] != 200:
        return cost
    if timed:
        backend = database_process()
        before, mine = cpu_of(backend), time.process_time()
        visit(client, url)
        cost.web = round((time.process_time() - mine) * 1000, 1)
        cost.database = round((cpu_of(backend) - before) * 1000, 1)
        tracemalloc.start()
    with counted(cost):
        visit(client, url)
    if timed:
        cost.memory = tracemalloc.get_traced_memory()[1] // 1024
        tracemalloc.stop()
    return cost


def visit(client: Client, url: str) -> tuple[int, bytes]:
    """The status and the whole body; counters of tries do not add up over visits."""
    cache.clear()
    answer: HttpResponse = client.get(url)
    streaming: Any = answer
    return answer.status_code, b"".join(streaming.streaming_content) if answer.streaming else answer.content


@contextmanager
def counted(cost: Cost) -> Iterator[None]:
    """Count queries, model objects and calls of what is done inside."""

    def count_query(execute: Callable, *arguments: Any) -> Any:
        cost.queries += 1
        return execute(*arguments)

    def count_call(_frame: Any, event: str, _argument: Any) -> None:
        if event == "call":
            cost.calls += 1

    original = Model.__dict__["from_db"]

    def from_db(cls: type[Model], *arguments: Any) -> Model:
        cost.objects += 1
        return original.__func__(cls, *arguments)

    Model.from_db = classmethod(from_db)  # type: ignore[method-assign, assignment]
    sys.setprofile(count_call)
    try:
        with connection.execute_wrapper(count_query):
            yield
    finally:
        sys.setprofile(None)
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
