"""A person at a browser: mouse, keyboard and the words on the page; the same steps as `visitor.Visitor`."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, Response


class Crowd:
    """Everybody at the site, each in a browser of their own that stays open until they go home."""

    def __init__(self, visit: Callable[..., BrowserContext]) -> None:
        self.visit = visit
        self.here: dict[str, Person] = {}
        self.everybody: list[Person] = []

    def person(self, user: Any = None) -> "Person":
        """The browser of this person, or of somebody who is not signed in."""
        key = user.email if user else ""
        return self.here.get(key) or self._enter(key, self.visit(user))

    def sign_in(self, user: Any, password: str) -> "Person":
        """Come in through the start page and the log-in page."""
        person = self._enter(user.email, self.visit())
        person.open("/").click("Sign in")
        form = person.tab.locator("main form")
        person.fill(form.locator("[name=login]"), user.email)
        person.fill(form.locator("[name=password]"), password)
        return person.press("Sign in")

    def go_home(self) -> None:
        """Close every browser; whoever comes back has a new session."""
        for person in self.here.values():
            person.tab.context.close()
        self.here.clear()

    def faults(self) -> list[str]:
        """What the browsers complained about."""
        return [fault for person in self.everybody for fault in person.faults]

    def _enter(self, key: str, context: BrowserContext) -> "Person":
        self.here[key] = Person(context)
        self.everybody.append(self.here[key])
        return self.here[key]


class Person:
    """One tab of one person. It keeps what the browser complained about."""

    def __init__(self, context: BrowserContext) -> None:
        self.faults: list[str] = []
        self.refused: set[str] = set()  # addresses whose error was expected
        self.tab: Page = context.new_page()
        self.answer: Response | None = None  # whose page the tab shows
        self.tab.on("response", self._see)
        self.tab.on("console", self._hear)
        self.tab.on("pageerror", lambda error: self.faults.append(str(error)))

    @property
    def page(self) -> BeautifulSoup:
        """What the browser shows now, to look for fields."""
        return BeautifulSoup(self.tab.content(), "html.parser")

    def open(self, url: str, expect: int = 200) -> "Person":
        """Follow the visible link to an address; without one the address is typed."""
        if expect != 200:
            self.refused.add(url)
        links = self.tab.locator(f'a[href="{url}"]:visible')
        if links.count():
            return self._go(links.first.click, expect)
        return self._arrive(self.tab.goto(url), expect)

    def click(self, text: str) -> "Person":
        """Follow the first link with these words."""
        return self._go(self._by_words("link", text).click)

    def press(self, button: str, expect: int = 200, **fields: Any) -> "Person":
        """Fill fields of the form that has this button by their labels, and press it."""
        pressed = self._by_words("button", button)
        assert pressed.is_enabled(), f"“{button}” is disabled on {self.tab.url}"
        form = pressed.locator("xpath=ancestor::form[1]")
        for name, value in fields.items():
            if value is not None:
                self.fill(form.locator(f'[name="{name}"]'), value)
        return self._go(pressed.click, expect)

    def sees(self, *texts: str) -> "Person":
        """The page shows these words."""
        shown = " ".join(self.tab.locator("body").inner_text().split()).casefold()
        for text in texts:
            assert text.casefold() in shown, f"“{text}” is not on {self.tab.url}:\n{shown[:3000]}"
        return self

    def fill(self, fields: Locator, value: Any) -> None:
        """Give the fields of one name a value, in the way that their kind asks for."""
        assert fields.count(), f"{self.tab.url} has no {fields}"
        kind = fields.first.evaluate("field => field.type")
        if kind in ("checkbox", "radio"):
            self._choose(fields, value)
        elif kind.startswith("select"):
            fields.select_option(value)
        elif kind == "file":
            content = {"name": value.name, "mimeType": value.content_type, "buffer": value.read()}
            fields.set_input_files(content)
        elif kind in ("date", "datetime-local"):
            fields.fill(value)
        else:
            self.write(fields, value)

    def write(self, field: Locator, text: str) -> None:
        """Click the label, see that the cursor stands in its field, and replace what is there."""
        self._label(field).click()
        assert field.evaluate("field => field === document.activeElement"), f"the label of {field} misses it"
        self.tab.keyboard.press("Control+A")
        self.tab.keyboard.press("Delete")
        self.tab.keyboard.insert_text(text)

    def _hear(self, told: ConsoleMessage) -> None:
        # The browser writes a line about every answer that is an error, expected or not.
        if told.type == "error" and urlsplit(told.location["url"]).path not in self.refused:
            self.faults.append(f"{told.text} {told.location['url']}")

    def _choose(self, fields: Locator, value: Any) -> None:
        wanted = [value] if isinstance(value, str) else value
        several = fields.first.get_attribute("type") == "checkbox"
        for field in fields.all():
            chosen = field.get_attribute("value") in wanted or wanted == ["on"]
            if field.is_checked() != chosen and (chosen or several):
                self._label(field).click()
                assert field.is_checked() == chosen

    def _label(self, field: Locator) -> Any:
        label = field.evaluate_handle("field => field.labels[0] ?? null").as_element()
        assert label, f"{field} on {self.tab.url} has no label"
        return label

    def _by_words(self, role: Any, text: str) -> Locator:
        for exact in (True, False):
            found = self.tab.get_by_role(role, name=text, exact=exact)
            if found.count():
                return found.first
        words = [one.inner_text() for one in self.tab.get_by_role(role).all()]
        raise AssertionError(f"no {role} “{text}” on {self.tab.url}: {words}")

    def _go(self, act: Callable[[], None], expect: int = 200) -> "Person":
        # The page may also come in the place of this one, as static/js/page.js does it.
        self.tab.evaluate("document.body.dataset.before = ''")
        act()
        self.tab.wait_for_selector("body:not([data-before])")
        self.tab.wait_for_load_state("load")
        return self._arrive(self.answer, expect)

    def _see(self, answer: Response) -> None:
        request = answer.request
        if request.is_navigation_request() or "x-device-form" in request.headers:
            self.answer = answer

    def _arrive(self, answer: Response | None, expect: int) -> "Person":
        status = answer.status if answer else 200
        told = self.tab.locator("main").inner_text()[:1500] if status != expect else ""
        assert status == expect, f"{self.tab.url}: {status} {told}"
        errors = self.tab.locator(".errsum").all_inner_texts() if expect == 200 else []
        assert not errors, f"{self.tab.url}: {errors}"
        return self
