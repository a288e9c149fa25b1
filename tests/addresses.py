"""One row per route: whom it lets in, its pages, what can be sent there, and what the walk of secrets opens.

    Address("juries:panel_edit", OFFICE, [Page("rules of a panel", "coordinator", office("panel_edit"))],
            Send(quorum=2), walk=each(Panel))

The rows stand in tests/<app>/addresses.py. They drive the gates (tests/pages), the test of who gets in
(tests/surface/test_roles.py) and the walk (tests/surface/test_secrets.py). A builder makes what a page needs,
with the factories, and returns the page's address, or address and user if somebody has to be signed in.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from django.urls import reverse

from tests.cast import NOBODY, ROLES

APPS = ["site", "core", "network", "challenges", "submissions", "juries", "cocreation", "transfer"]
FOLDERS = {"site": "config"}

Built = str | tuple[str, Any]
Roles = frozenset[str]

EVERYBODY = frozenset(ROLES)
NOT_SIGNED_IN = frozenset({NOBODY})
SIGNED_IN = EVERYBODY - NOT_SIGNED_IN
NO_ROLE: Roles = frozenset()  # only somebody outside of the cast, as who got a mail
OFFICE = frozenset({"coordinator"})
OFFICES = OFFICE | {"other office"}
CITY = frozenset({"city"})
COLLEAGUE = frozenset({"colleague"})
LEAD = frozenset({"team"})
WRITERS = LEAD | {"contributor"}
TEAM = WRITERS | {"viewer"}
CHAIR = frozenset({"chair"})
JURY = CHAIR | {"juror"}
BOARD = CITY | {"project"}
ADOPTER = frozenset({"adopter"})
# Who acts in the name of some organisation, and who belongs to one.
EDITORS = OFFICES | CITY | {"other city", "team", "rival", "project", "adopter"}
MEMBERS = EDITORS | JURY | {"colleague", "contributor"}


@dataclass(frozen=True)
class Page:
    """One page as one role sees it, in one state."""

    name: str
    role: str
    build: Callable[[], Built]
    click: str = ""  # selector of a button to press first: shows a form with its errors
    expect: int = 200

    def __str__(self) -> str:
        return f"{self.name} [{self.role}]"


class Send:
    """What does something when it is sent there: the form as it stands, with these fields filled in."""

    def __init__(self, build: Callable[[], Built] | None = None, /, **options: Any) -> None:
        self.build = build  # the page's own builder, unless the item must be in another state
        self.by: Roles | None = options.pop("by", None)  # whoever the page lets in, unless fewer may do this
        self.on: Callable[[str], str] = options.pop("on", str)  # from the address to the page with the form
        self.method: str = options.pop("method", "post")
        self.json: bool = options.pop("json", False)
        self.stays: bool = options.pop("stays", False)  # answers with a page instead of leading to one
        self.silent: bool = options.pop("silent", False)  # changes a session or a cookie, but no row
        self.refusals: set[int] = options.pop("refusals", set())  # answers to others, beyond the usual ones
        self.data: Callable[[Any], dict] | dict = options.pop("data", {})  # made late, from who sends it
        self.fields = options

    def body(self, user: Any) -> dict[str, Any]:
        """The fields that this person fills in."""
        return {**(self.data(user) if callable(self.data) else self.data), **self.fields}


@dataclass(frozen=True)
class Address:
    """A route with everything that tests have to know about it."""

    route: str
    open_to: Iterable[str] = NO_ROLE
    pages: list[Page] = field(default_factory=list)
    sends: Send | None = None
    opens: Callable[[], Built] | None = (
        None  # what can be looked at and is no page: a file, an answer of the API
    )
    answers: frozenset[int] = frozenset({200})  # to those who are let in
    refusals: frozenset[int] = frozenset()  # to those who are not, beyond the usual ones
    walk: Callable[[Any], Iterable[tuple]] | None = None  # arguments of the route, from the items of the walk
    thorough: bool = False  # one of many that are alike: left out of a run without --all

    def __str__(self) -> str:
        return self.route

    def builds(self) -> Callable[[], Built] | None:
        """How to make what can be looked at there, if anything can."""
        return self.opens or (self.pages[0].build if self.pages else None)


def each(model: type, *more: Callable[[Any], Iterable[Any]]) -> Callable[[Any], Iterable[tuple]]:
    """For the walk: the code of every chosen item of that kind, with each of the further values."""

    def arguments(chosen: dict[type, list[Any]]) -> list[tuple]:
        rows: list[tuple] = []
        for item in chosen[model]:
            combined: list[tuple] = [(item.code,)]
            for values in more:
                combined = [(*row, value) for row in combined for value in values(item)]
            rows += combined
        return rows

    return arguments


def and_others(numbers: Iterable[int]) -> list[int]:
    """For the walk: row numbers of what belongs to an item, and some that may belong to another."""
    return list(dict.fromkeys([*numbers, 1, 2]))


def NO_SUCH(_chosen: dict[type, list[Any]]) -> list[tuple]:
    """For the walk of an address that holds a secret: one that is none."""
    return [("no-such-secret",)]


def answer(
    route: str, make: Callable[[], Any], role: Callable[[Any], Any] | None = None
) -> Callable[[], Built]:
    """Builds an item, for its address of that name and somebody with that role."""

    def build() -> Built:
        item = make()
        url = reverse(route, args=[item.code])
        return (url, role(item)) if role else url

    return build


def rows_of(app: str) -> list[Address]:
    """The rows of one app."""
    return import_module(f"tests.{FOLDERS.get(app, app)}.addresses").ADDRESSES


def all_rows() -> list[Address]:
    """Every row of the product."""
    return [row for app in APPS for row in rows_of(app)]


def pages_of(app: str) -> list[Page]:
    """The pages of one app."""
    return [page for row in rows_of(app) for page in row.pages]


def to_walk(chosen: dict[type, list[Any]]) -> list[str]:
    """Every address that can be opened, with each of the chosen items in it; not the administration."""
    found: list[str] = []
    for row in all_rows():
        if row.route and row.builds() and not row.route.startswith("admin:"):
            arguments = row.walk(chosen) if row.walk else [()]
            found += [reverse(row.route, args=values) for values in arguments]
    return list(dict.fromkeys(found))
