"""A window of a browser without script: it shows a form, and sends back what stands in it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bs4 import BeautifulSoup
from django.test import Client


class Window:
    """A page with a form, opened by a person."""

    def __init__(self, user: Any, address: str, name: str) -> None:
        """Open the page; `name` is a field of the form that is meant."""
        self.client = Client()
        self.client.force_login(user)
        self.address, self.name = address, name
        self.read(self.client.get(address))

    def read(self, page: Any) -> None:
        """Take in the page that was answered."""
        self.status = page.status_code
        self.page = BeautifulSoup(page.content, "html.parser")
        control = self.page.find(attrs={"name": self.name})
        form = control and control.find_parent("form")
        self.fields = _fields_of(form) if form else {}
        self.target = (form and form.get("action")) or self.address

    def take(self, target: str) -> None:
        """Go on with the form of the page that is sent to `target`."""
        form = self.page.find("form", action=target)
        self.fields, self.target = _fields_of(form), target

    def send(self, **changed: Any) -> int:
        """Fill these fields in, press the button, and give the status of the answer."""
        self.read(self.client.post(self.target, self.fields | changed))
        if self.page.find(attrs={"name": "confirm"}):  # it is public: asked once more, with the reason
            why = {"confirm": "1", "change-reason": "So that all know.", "change-weight": "mail"}
            self.read(self.client.post(self.address, self.fields | why))
        return self.status

    def words_of(self, value: str) -> str:
        """The value as the page says it: an option by its words."""
        option = self.page.find("option", attrs={"value": value})
        return option.get_text(strip=True) if option else value

    def text(self) -> str:
        """Everything that stands on the page, with what stands in its fields."""
        values = [str(value) for value in self.fields.values()]
        return " ".join([self.page.get_text(" "), *values])


def _fields_of(form: Any) -> dict[str, Any]:
    """What a browser would send of the form as it stands."""
    fields: dict[str, Any] = {}
    for control in form.find_all(["input", "textarea", "select"]):
        name, kind = control.get("name"), control.get("type")
        if not name or control.has_attr("disabled") or kind in ("file", "submit"):
            continue
        if control.name == "textarea":
            # The first end of line belongs to the mark-up; browsers send ends of lines as two characters.
            fields[name] = control.text.removeprefix("\n").replace("\r\n", "\n").replace("\n", "\r\n")
        elif control.name == "select":
            chosen = [
                one.get("value", one.text) for one in control.find_all("option") if one.has_attr("selected")
            ]
            if not chosen and not control.has_attr("multiple"):
                chosen = [one.get("value", one.text) for one in control.find_all("option")[:1]]
            fields[name] = chosen if control.has_attr("multiple") else chosen[0]
        elif kind in ("checkbox", "radio"):
            if control.has_attr("checked"):
                fields.setdefault(name, []).append(control.get("value", "on"))
        elif name in fields:  # hidden fields may carry several of one name, as checkboxes do
            before = fields[name] if isinstance(fields[name], list) else [fields[name]]
            fields[name] = [*before, control.get("value", "")]
        else:
            fields[name] = control.get("value", "")
    return fields


@dataclass(frozen=True)
class Shared:
    """A form that two people can open: who opens it where, and one value for each of two fields.

    `name` begins with the form's name in docs/editing.md. `together` says that the two fields hang together,
    so that two people clash in them; a form with a single field has no `second`.
    """

    name: str
    build: Callable[[], tuple[Any, str]]  # the person, and the address
    first: dict[str, Any]
    second: dict[str, Any] = field(default_factory=dict)
    together: bool = False
    other: str = "Somebody else's words"  # a third value of the first field
    also: dict[str, Any] = field(default_factory=dict)  # what has to be filled in to send the form at all

    def open(self, user: Any, address: str) -> Window:
        """One more window with the form."""
        return Window(user, address, next(iter(self.first)))
