"""The gates that every page must pass; each returns sentences about what is wrong."""

import gzip
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request, Response

AXE = (files("axe_playwright_python") / "axe.min.js").read_text()
CHECKS = Path(__file__).with_name("gates.js").read_text()
MOST_BYTES = 50_000
MOST_TABS = 60
RULES = {"target-size": {"enabled": True}}
_weights: dict[str, int] = {}  # style sheets and scripts are the same on every page


class Watch:
    """Listens to a page from before it loads: console, requests, answers."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.messages: list[str] = []
        self.requests: list[str] = []
        self.answers: list[Response] = []
        self._ears = {
            "console": self._hear,
            "pageerror": lambda error: self.messages.append(f"script error: {error}"),
            "request": self._see,
            "response": self._answered,
        }
        for event, ear in self._ears.items():
            page.on(event, ear)

    def stop(self) -> None:
        """Listen no longer: the page goes on to another address."""
        for event, ear in self._ears.items():
            self.page.remove_listener(event, ear)

    def _hear(self, message: ConsoleMessage) -> None:
        self.messages.append(f"console {message.type}: {message.text}")

    def _see(self, request: Request) -> None:
        self.requests.append(request.url)

    def _answered(self, answer: Response) -> None:
        # A page that waits for a document asks for itself again and again; only its first load has weight.
        if answer.request.resource_type != "fetch" or "html" not in answer.headers.get("content-type", ""):
            self.answers.append(answer)


def console(watch: Watch) -> list[str]:
    """No message in the console: proves the security policy and the absence of faults."""
    return watch.messages


def own_host_only(watch: Watch) -> list[str]:
    """No request leaves for another host."""
    own = urlsplit(watch.page.url).netloc
    asked = [urlsplit(url) for url in watch.requests if url.startswith("http")]
    return [f"request to {url.netloc}" for url in asked if url.netloc != own]


def security_policy(answer: Response) -> list[str]:
    """The header is there and allows nothing inline."""
    policy = answer.headers.get("content-security-policy", "")
    if not policy:
        return ["no Content-Security-Policy"]
    return [f"the policy has {word}" for word in ("unsafe-inline", "unsafe-eval") if word in policy]


def weight(watch: Watch) -> list[str]:
    """Page, style sheets and scripts together, compressed, without pictures."""
    total = 0
    for answer in watch.answers:
        kind = answer.headers.get("content-type", "")
        if not answer.ok or not any(word in kind for word in ("html", "css", "javascript", "json")):
            continue
        address = answer.url if "/static/" in answer.url else ""
        if not address or address not in _weights:
            _weights[address] = len(gzip.compress(answer.body(), 6))
        total += _weights[address]
    return [f"{total} bytes compressed, more than {MOST_BYTES}"] if total > MOST_BYTES else []


def structure(page: Page) -> list[str]:
    """One h1, unique ids and labels, links within the page with targets."""
    return page.evaluate(
        f"() => {{ const c = {CHECKS}; return [...c.headings(), ...c.ids(), ...c.labels(), ...c.targets()] }}"
    )


def narrow(page: Page) -> list[str]:
    """No sideways scroll at 320 px, also with text spaced as a reader may want it."""
    size = page.viewport_size
    page.set_viewport_size({"width": 320, "height": 700})
    wrong = page.evaluate(f"() => {{ const c = {CHECKS}; return [...c.sideways(), ...c.spaced()] }}")
    page.set_viewport_size(size)
    return wrong


def keyboard(page: Page) -> list[str]:
    """Tab reaches only what can be seen, and brings it into view."""
    page.evaluate(f"() => {{ window.__checks = {CHECKS}; __checks.restick() }}")
    page.evaluate("() => { document.activeElement?.blur(); scrollTo(0, 0) }")
    wrong = []
    for _ in range(min(MOST_TABS, page.evaluate("__checks.tabbable()"))):
        page.keyboard.press("Tab")
        found = page.evaluate("__checks.focused()")
        if found is None:
            break
        if found:
            wrong.append(found)
    return wrong


def axe(page: Page, scheme: str) -> list[str]:
    """axe finds nothing; in the dark scheme only colours can differ, so only they are looked at."""
    page.emulate_media(color_scheme=scheme)
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE)
        page.evaluate(f"() => ({CHECKS}).unstick()")
    options = {"preload": False, "resultTypes": ["violations"]}
    if scheme == "light":
        options["rules"] = RULES
    else:
        options["runOnly"] = {"type": "rule", "values": ["color-contrast"]}
    # Only what is wrong travels: the whole report of a page takes as long as the checks.
    run = "options => axe.run(document, options).then((report) => report.violations)"
    return list(_sentences(page.evaluate(run, options), scheme))


def _sentences(violations: list[dict], scheme: str) -> Iterator[str]:
    for violation in violations:
        for node in violation["nodes"][:3]:
            yield f"axe ({scheme}) {violation['id']}: {node['html'][:160]} – {node['failureSummary'][:200]}"
