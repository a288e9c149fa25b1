"""The table of pages: one list per app in inventory_<app>.py, one line per page.

    PAGES = [Page("challenge list", "public", challenge_list), ...]

The third column is a function that makes what the page needs (with the factories) and returns its address, or
address and user if somebody has to be signed in. It runs once; phone and desktop look at the same objects.
`click` is pressed after loading, `expect` is the status of the answer, both seldom needed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

APPS = ["site", "core", "network", "challenges", "submissions", "juries", "cocreation", "transfer"]


@dataclass(frozen=True)
class Page:
    """One page as one role sees it, in one state."""

    name: str
    role: str
    build: Callable[[], str | tuple[str, Any]]
    click: str = ""  # selector of a button to press first: shows a form with its errors
    expect: int = 200

    def __str__(self) -> str:
        return f"{self.name} [{self.role}]"


def pages_of(app: str) -> list[Page]:
    """The pages of one app."""
    return import_module(f"tests.pages.inventory_{app}").PAGES


def all_pages() -> list[Page]:
    """Every page of the product."""
    return [page for app in APPS for page in pages_of(app)]
