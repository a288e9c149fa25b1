"""One test per page and width, made for each app's own module so that they run side by side."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Error
from playwright.sync_api import Page as BrowserPage

from tests.pages import gates
from tests.pages.inventory import Page, pages_of

WIDTHS = [390, 1280]


def page_tests(app: str) -> Callable:
    """The test function of an app: every page of its inventory at every width through all gates."""
    built: dict[Page, tuple] = {}

    @pytest.mark.browser
    @pytest.mark.parametrize("width", WIDTHS)
    @pytest.mark.parametrize("entry", pages_of(app), ids=str)
    def test_page_passes_the_gates(entry: Page, width: int, page_for: Callable) -> None:
        if entry not in built:
            made = entry.build()
            built[entry] = made if isinstance(made, tuple) else (made, None)
        url, user = built[entry]

        page = page_for(user, width)
        wrong = look(page, url, entry)

        assert not wrong, "\n".join(wrong)

    return test_page_passes_the_gates


def look(page: BrowserPage, url: str, entry: Page) -> list[str]:
    """Load the page once and take it through every gate."""
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
        watch.answers.clear()
        with page.expect_navigation(wait_until="load") as news:
            page.locator(entry.click).first.click()
        answer = news.value
    if entry.expect >= 400:
        # The browser itself reports a refused page in the console.
        watch.messages = [line for line in watch.messages if "Failed to load resource" not in line]
    return [
        *gates.security_policy(answer),
        *gates.structure(page),
        *gates.axe(page, "light"),
        *gates.axe(page, "dark"),
        *gates.keyboard(page),
        *gates.narrow(page),
        *gates.console(watch),
        *gates.own_host_only(watch),
        *gates.weight(watch),
    ]
