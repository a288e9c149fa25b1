"""A real Chromium and a live server for tests; import the fixtures into a folder's conftest.py.

Playwright's loop makes Django refuse its database in the same thread, so everything here lives for one module
and the permission DJANGO_ALLOW_ASYNC_UNSAFE with it: tests without a browser never run under it.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from shutil import which

import pytest
from django.core.management import call_command
from django.db import connections
from django.test import Client
from django.test.testcases import LiveServerThread
from django.test.utils import setup_databases, teardown_databases
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect, sync_playwright

CHROMIUM = os.environ.get("CHROMIUM") or which("chromium-headless-shell") or which("chromium")
PATIENCE = 60_000  # milliseconds: a busy machine may be slow; what a page does is what counts
expect.set_options(timeout=PATIENCE)
# A page that waits, or saves itself, must not go on with the next person's session.
ASK_NO_MORE = "() => { window.fetch = () => new Promise(() => {}) }"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
    "--disable-dev-shm-usage",
]


@pytest.fixture(scope="session")
def database(django_db_setup, django_db_blocker) -> Iterator[None]:
    """A database for tests: pytest-django makes one only where a test uses its own fixtures."""
    with django_db_blocker.unblock():
        made = None if is_test_database() else setup_databases(0, False, aliases={"default"})
        assert is_test_database()
    yield
    if made:
        with django_db_blocker.unblock():
            teardown_databases(made, 0)


@pytest.fixture(scope="module")
def world(database, django_db_blocker) -> Iterator[None]:
    """The database as one module fills it and shares it between its tests; emptied at the module's end."""
    with django_db_blocker.unblock():
        yield
        call_command("flush", interactive=False, verbosity=0)


def is_test_database() -> bool:
    """Whether the connection leads to a database that tests may empty."""
    return Path(connections["default"].settings_dict["NAME"]).name.startswith("test_")


@pytest.fixture(scope="module")
def site(world) -> Iterator[str]:
    """The address of a server that shows this module's database."""
    from django.contrib.staticfiles.handlers import StaticFilesHandler  # needs the settings in place

    server = LiveServerThread("localhost", StaticFilesHandler)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    if server.error:
        raise server.error
    yield f"http://localhost:{server.port}"
    server.terminate()


@pytest.fixture(scope="module")
def browser(site) -> Iterator[Browser]:
    """Chromium, started once for the module; it ends before the server, whose threads wait for it."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        with suppress(Error):  # a browser that has ended already needs no closing
            chromium.close()
        connections.close_all()  # under Playwright's loop Django opened connections of their own
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def visit(browser, site) -> Iterator[Callable[..., BrowserContext]]:
    """visit(user, **options): a fresh browser context in which the user (or nobody) is signed in."""
    opened: list[BrowserContext] = []

    def begin(user=None, **options) -> BrowserContext:
        opened.append(new_context(browser, site, user, **options))
        return opened[-1]

    yield begin
    for context in opened:
        context.close()


@pytest.fixture(scope="module")
def page_for(browser, site) -> Iterator[Callable[..., Page]]:
    """page_for(user, width): the module's one page, with that person (or nobody) signed in.

    One page for all: a new one costs a new process, which takes longer than most of the checks.
    """
    context = new_context(browser, site)
    pages: list[Page] = []
    cookies: dict[int, dict[str, str]] = {}

    def begin(user, width: int) -> Page:
        if not pages or pages[-1].is_closed():
            pages.append(context.new_page())
        pages[-1].evaluate(ASK_NO_MORE)
        context.clear_cookies()
        if user is not None:
            if user.pk not in cookies:
                cookies[user.pk] = session_cookie(user, site)
            context.add_cookies([cookies[user.pk]])
        pages[-1].emulate_media(color_scheme="light")
        pages[-1].set_viewport_size({"width": width, "height": 900})
        return pages[-1]

    yield begin
    context.close()


def new_context(browser: Browser, site: str, user=None, **options) -> BrowserContext:
    """A browser context for one person: English, at home in India, without animations."""
    options = {"locale": "en-GB", "timezone_id": "Asia/Kolkata", "reduced_motion": "reduce"} | options
    context = browser.new_context(base_url=site, **options)
    context.set_default_timeout(PATIENCE)
    if user is not None:
        context.add_cookies([session_cookie(user, site)])
    return context


def session_cookie(user, site: str) -> dict[str, str]:
    """The cookie of a session in which the user is signed in."""
    client = Client()
    client.force_login(user)
    cookie = client.cookies["sessionid"]
    return {"name": "sessionid", "value": cookie.value, "url": site}
