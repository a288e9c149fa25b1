"""The gates that every page must pass; each returns sentences about what is wrong."""

import gzip
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request, Response

AXE = (files("axe_playwright_python") / "axe.min.js").read_text()
CHECKS = Path(__file__).with_name("gates.js").read_text()
MOST_BYTES = 50_000
MOST_TABS = 60
RULES = {"target-size": {"enabled": True}}
COLOURS = ["color-contrast", "link-in-text-block"]
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

    def begin_with(self, answer: Response) -> None:
        """Forget what the page before loaded or saved, but for the static files that its follower uses."""
        if answer in self.answers:
            self.answers = self.answers[self.answers.index(answer) :]
        else:
            self.answers = [answer, *(one for one in self.answers if "/static/" in one.url)]

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
    page.evaluate(f"() => {{ window.__checks ??= {CHECKS} }}")
    return page.evaluate(
        "[...__checks.headings(), ...__checks.ids(), ...__checks.labels(), ...__checks.targets()]"
    )


def layout(page: Page) -> list[str]:
    """No sideways scroll at this width."""
    return page.evaluate("__checks.sideways()")


def spacing(page: Page) -> list[str]:
    """Nor with text spaced as a reader may want it."""
    return page.evaluate("__checks.spaced()")


def keyboard(page: Page) -> list[str]:
    """Tab reaches only what can be seen, and brings it into view."""
    most = min(MOST_TABS, page.evaluate("__checks.follow()"))
    for _ in range(most):
        page.keyboard.press("Tab")
    return page.evaluate("__checks.followed()")


def axe(page: Page) -> list[str]:
    """axe finds nothing; in the dark scheme only colours can differ, so only they are looked at."""
    page.evaluate(AXE)
    page.evaluate("() => { __checks.unstick(); __checks.remember() }")
    wrong = _run(page, "light", {"rules": RULES})
    page.emulate_media(color_scheme="dark")
    wrong += _run(page, "dark", {"runOnly": {"type": "rule", "values": COLOURS}})
    page.emulate_media(color_scheme="light")
    return wrong


def axe_again(page: Page) -> list[str]:
    """The same at another width: all rules, but colours only where something looks different from before."""
    page.evaluate("__checks.unstick()")
    wrong = _run(page, "light", {"rules": RULES | {rule: {"enabled": False} for rule in COLOURS}})
    if page.evaluate("__checks.changed()"):
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            options = {"runOnly": {"type": "rule", "values": COLOURS}}
            wrong += _run(page, scheme, options, within="{ include: __checks.differing }")
        page.emulate_media(color_scheme="light")
    return wrong


def _run(page: Page, scheme: str, options: dict[str, Any], within: str = "document") -> list[str]:
    # Only what is wrong travels: the whole report of a page takes as long as the checks.
    run = f"options => axe.run({within}, options).then((report) => report.violations)"
    found = page.evaluate(run, {"preload": False, "resultTypes": ["violations"], **options})
    return list(_sentences(found, scheme))


def _sentences(violations: list[dict], scheme: str) -> Iterator[str]:
    for violation in violations:
        for node in violation["nodes"][:3]:
            yield f"axe ({scheme}) {violation['id']}: {node['html'][:160]} – {node['failureSummary'][:200]}"
