"""What the table of addresses says, tried out: somebody looks or sends, and it is noted what was written."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup
from django.core.cache import cache
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import resolve

from tests.addresses import Address, Built, Send
from tests.journeys.visitor import values_of

NOT_SIGNED_IN = {401, 403, 404}
SIGNED_IN = {403, 404}
SIGN_IN = ("/account/login/", "/admin/login/")
DONE = {200, 201, 202, 204, 302}


class Visit:
    """One person at one address; everything that it changes is taken back."""

    def __init__(self, url: str, user: Any) -> None:
        self.url, self.user = url, user
        self.client = Client()
        if user is not None:
            self.client.force_login(user)
        self.written: list[str] = []
        self._since: dict[str, int] = {}

    def look(self) -> HttpResponse:
        """Open the address."""
        return self._noting(lambda: self.client.get(self.url))

    def send(self, how: Send, body: dict[str, Any]) -> HttpResponse:
        """Send that there."""
        kind = {"content_type": "application/json"} if how.json else {}
        call = getattr(self.client, how.method)
        return self._noting(lambda: call(self.url, body, **kind))

    def form(self, fields: set[str], page: str = "") -> dict[str, Any]:
        """What stands in the form that is sent here and has these fields; it stands here or on that page."""
        answer = self.client.get(page or self.url)
        if answer.status_code != 200 or not answer.headers["Content-Type"].startswith("text/html"):
            return {}
        forms = [
            form
            for form in BeautifulSoup(answer.content, "html.parser").find_all("form", method="post")
            if path_of(urljoin(page or self.url, str(form.get("action") or ""))) == path_of(self.url)
        ]
        fitting = [form for form in forms if all(form.find(attrs={"name": name}) for name in fields)]
        return values_of((fitting or forms)[0]) if forms else {}

    def _noting(self, act: Any) -> HttpResponse:
        cache.clear()  # counters of tries
        with transaction.atomic():
            with connection.execute_wrapper(self._note):
                answer = act()
                if answer.streaming:
                    b"".join(answer.streaming_content)
            transaction.set_rollback(True)
        return answer

    def _note(self, execute: Any, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        found = execute(sql, params, many, context)
        if sql.startswith("SAVEPOINT"):
            self._since[sql.split()[-1]] = len(self.written)
        if sql.startswith("ROLLBACK TO SAVEPOINT"):  # what was tried and taken back is not written
            del self.written[self._since[sql.split()[-1]] :]
        changes = sql.startswith(("UPDATE", "DELETE")) and context["cursor"].rowcount != 0
        if (changes or sql.startswith("INSERT")) and "django_session" not in sql:
            self.written.append(sql[:150])
        return found


def path_of(url: str) -> str:
    """An address without what follows the path."""
    return urlsplit(url).path


def arrive(row: Address, build: Callable[[], Built]) -> tuple[str, Any]:
    """Make what the row needs; gives its address, and for whom, who may be nobody."""
    made = build()
    url, user = made if isinstance(made, tuple) else (made, None)
    assert resolve(path_of(url)).view_name == row.route
    return url, user


def turned_away(answer: HttpResponse, user: Any, more: Any) -> bool:
    """Whether the answer lets nobody in: not found, forbidden, or the way to sign in."""
    if answer.status_code == 302 and path_of(answer.headers["Location"]) in SIGN_IN:
        return user is None or 302 in more
    return answer.status_code in (NOT_SIGNED_IN if user is None else SIGNED_IN) | set(more)
