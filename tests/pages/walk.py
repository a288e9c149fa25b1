"""One test per page, made for each app's own module so that they run side by side."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from django.urls import resolve
from playwright.sync_api import Error, Response
from playwright.sync_api import Page as BrowserPage

from tests.addresses import Address, Page, rows_of
from tests.pages import gates

WIDE, PHONE, NARROW = 1280, 390, 320
LOOKS_ONCE = ".filters details"  # lies open where there was room when the page was loaded


def page_tests(app: str) -> Callable:
    """The test function of an app: its pages through all gates; without --all the first of each route."""

    @pytest.mark.browser
    @pytest.mark.alike
    @pytest.mark.parametrize(("row", "entry"), _pages(app))
    def test_page_passes_the_gates(row: Address, entry: Page, page_for: Callable) -> None:
        made = entry.build()
        url, user = made if isinstance(made, tuple) else (made, None)
        assert not row.route or resolve(urlsplit(url).path).view_name == row.route

        wrong = look(page_for(user, WIDE), url, entry)

        assert not wrong, "\n".join(wrong)

    return test_page_passes_the_gates


def _pages(app: str) -> list:
    return [
        pytest.param(row, page, id=str(page), marks=pytest.mark.thorough if number else ())
        for row in rows_of(app)
        for number, page in enumerate(row.pages)
    ]


def look(page: BrowserPage, url: str, entry: Page) -> list[str]:
    """Visit the page once and take it through every gate."""
    watch = gates.Watch(page)
    try:
        return _look(page, watch, url, entry)
    except Error:
        page.close()  # the next test begins with a new one
        raise
    finally:
        watch.stop()


def _look(page: BrowserPage, watch: gates.Watch, url: str, entry: Page) -> list[str]:
    answer = page.goto(url, wait_until="load")
    if answer.status != entry.expect:
        return [f"the answer is {answer.status}, not {entry.expect}"]
    if entry.click:
        answer = _press(page, entry.click)
        watch.begin_with(answer)
    wrong = [
        *gates.security_policy(answer),
        *gates.weight(watch),
        *_wide(page),
        *_phone(page),
        *_narrow(page),
    ]
    if entry.expect >= 400:
        # The browser itself reports a refused page in the console.
        watch.messages = [line for line in watch.messages if "Failed to load resource" not in line]
    return [*wrong, *gates.console(watch), *gates.own_host_only(watch)]


def _press(page: BrowserPage, selector: str) -> Response:
    """Press a button; gives the answer when its page is there, loaded or in the place of the one before."""
    page.evaluate("document.body.dataset.before = ''")
    with page.expect_response(_is_page) as news:
        page.locator(selector).first.click()
    page.wait_for_selector("body:not([data-before])")
    page.wait_for_load_state("load")
    return news.value


def _is_page(answer: Response) -> bool:
    return answer.request.is_navigation_request() or "x-device-form" in answer.request.headers


def _wide(page: BrowserPage) -> list[str]:
    return _at(WIDE, gates.structure(page), gates.axe(page), gates.keyboard(page), gates.layout(page))


def _phone(page: BrowserPage) -> list[str]:
    page.set_viewport_size({"width": PHONE, "height": 900})
    axe = gates.axe_again
    if page.locator(LOOKS_ONCE).count():
        page.reload(wait_until="load")
        axe = gates.axe
    return _at(PHONE, gates.structure(page), axe(page), gates.keyboard(page), gates.layout(page))


def _narrow(page: BrowserPage) -> list[str]:
    page.set_viewport_size({"width": NARROW, "height": 700})
    return _at(NARROW, gates.layout(page), gates.spacing(page))


def _at(width: int, *gates_passed: list[str]) -> list[str]:
    return [f"at {width} px: {line}" for found in gates_passed for line in found]
