"""A person without script: opens pages, follows links and presses buttons by their words, fills fields."""

from typing import Any
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client


class Visitor:
    """One browser of one person. Every answer must be 200 in the end, unless `expect` says otherwise."""

    def __init__(self, user: Any = None) -> None:
        self.client = Client()
        self.user = user
        if user is not None:
            self.client.force_login(user)
        self.url, self.page = "", BeautifulSoup("", "html.parser")

    def open(self, url: str, expect: int = 200) -> "Visitor":
        """Go to an address and follow redirects."""
        return self._show(self.client.get(url, follow=True), url, expect)

    def click(self, text: str) -> "Visitor":
        """Follow the first link with these words."""
        link = self._by_words("a", text)
        assert link is not None, f"no link “{text}” on {self.url}: {self._words_of('a')}"
        return self.open(urljoin(self.url, str(link["href"])))

    def press(self, button: str, expect: int = 200, **fields: Any) -> "Visitor":
        """Fill fields (by name) of the form that has this button, and send it as a browser does."""
        found = self._by_words("button", button)
        assert found is not None, f"no button “{button}” on {self.url}: {self._words_of('button')}"
        why = self.page.find(id=found.get("aria-describedby") or "-")
        assert not found.has_attr("disabled"), (
            f"“{button}” is disabled on {self.url}: {(why or self.page.main).text}"
        )
        form = found.find_parent("form")
        data = values_of(form)
        unknown = set(fields) - {
            str(field.get("name")) for field in form.find_all(["input", "select", "textarea"])
        }
        assert not unknown, f"{self.url}: the form with “{button}” has no {unknown}, but {sorted(data)}"
        data |= fields
        if found.get("name"):
            data[str(found["name"])] = found.get("value", "")
        target = urljoin(self.url, str(found.get("formaction") or form.get("action") or self.url))
        data = {name: value for name, value in data.items() if value is not None}
        if str(form.get("method", "get")).lower() == "get":
            return self._show(self.client.get(target, data, follow=True), target, expect)
        return self._show(self.client.post(target, data, follow=True), target, expect)

    def sees(self, *texts: str) -> "Visitor":
        """The page holds these words."""
        words = " ".join(self.page.get_text(" ").split())
        for text in texts:
            assert text in words, f"“{text}” is not on {self.url}:\n{words[:3000]}"
        return self

    def _show(self, response: Any, url: str, expect: int) -> "Visitor":
        self.url = response.redirect_chain[-1][0] if getattr(response, "redirect_chain", None) else url
        content = b"" if response.streaming else response.content
        html = content.decode() if response.get("Content-Type", "").startswith("text/html") else ""
        self.response, self.page = response, BeautifulSoup(html, "html.parser")
        problem = self.page.select_one(".errsum, main")
        told = " ".join(problem.get_text(" ").split())[:1500] if problem else content[:500]
        assert response.status_code == expect, f"{self.url}: {response.status_code} {told}"
        errors = self.page.select(".errsum") if expect == 200 else []
        assert not errors, f"{self.url}: {[' '.join(error.get_text(' ').split()) for error in errors]}"
        return self

    def _by_words(self, tag: str, text: str) -> Tag | None:
        exact = [one for one in self.page.find_all(tag) if words_of(one) == text]
        return next(iter(exact or [one for one in self.page.find_all(tag) if text in words_of(one)]), None)

    def _words_of(self, tag: str) -> list[str]:
        return [words_of(one) for one in self.page.find_all(tag)]


def words_of(element: Tag) -> str:
    """What a screen reader says of a link or button."""
    return str(element.get("aria-label") or " ".join(element.get_text(" ").split()))


def values_of(form: Tag) -> dict[str, Any]:
    """The fields of a form with what stands in them, as a browser would send them."""
    data: dict[str, Any] = {}
    for field in form.find_all(["input", "textarea", "select"]):
        name = field.get("name")
        if not name or field.has_attr("disabled"):
            continue
        if field.name == "textarea":
            data[name] = field.text.removeprefix("\n")
        elif field.name == "select":
            chosen = [option.get("value", option.text) for option in field.find_all("option", selected=True)]
            options = [option.get("value", option.text) for option in field.find_all("option")]
            multiple = field.has_attr("multiple")
            data[name] = chosen if multiple else (chosen or options or [""])[0]
        elif field.get("type") in ("checkbox", "radio"):
            if field.has_attr("checked"):
                several = data.get(name, []) if field.get("type") == "checkbox" else []
                data[name] = [*several, field.get("value", "on")]
        elif field.get("type") not in ("submit", "button", "file", "image"):
            value = field.get("value", "")  # hidden fields may carry several of one name, as checkboxes do
            data[name] = _with(data.get(name), value)
    return data


def _with(before: Any, value: str) -> Any:
    if before is None:
        return value
    return [*before, value] if isinstance(before, list) else [before, value]


def pdf(name: str) -> SimpleUploadedFile:
    """A small real PDF to upload."""
    import io

    import pikepdf

    buffer = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(buffer)
    return SimpleUploadedFile(name, buffer.getvalue(), "application/pdf")
