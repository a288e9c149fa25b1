"""HTML of the feed to Markdown: pictures become links, addresses complete, raised digits stay raised."""

import re
from collections.abc import Iterator
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Comment, Tag

from core.richtext import markdown_from_html
from core.texts import shortened

HOME = "https://www.challenge.gov/"
_PLACEHOLDER = re.compile(r"(?:\{\{|%7B%7B)\s*site\.baseurl\s*(?:\}\}|%7D%7D)", re.IGNORECASE)
_RAISED = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_LOWERED = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")
_ACTIVE = ["script", "style", "iframe", "object", "embed", "form", "svg", "video", "audio"]
_SAFE = ("http://", "https://", "mailto:")


def to_markdown(html: str) -> tuple[str, list[tuple[str, str]]]:
    """The text as Markdown, and (value, reason) for everything in it that could not be kept."""
    soup = BeautifulSoup(html, "html.parser")
    lost = [*_drop_active(soup), *_mend_links(soup), *_link_pictures(soup)]
    for tag in soup.find_all(["sup", "sub"]):
        text = tag.get_text()
        table = _RAISED if tag.name == "sup" else _LOWERED
        tag.replace_with(text.translate(table) if re.fullmatch(r"[0-9+,\- ]+", text) else text)
    return _lower_headings(markdown_from_html(str(soup))), lost


def complete_address(address: str) -> str:
    """The address as an absolute one that a page may link to; "" if there is none in it."""
    address = _PLACEHOLDER.sub(HOME.rstrip("/"), address).strip().strip("()")
    if address.startswith(("http://", "https://")):
        return address.replace(" ", "%20")
    if found := re.search(r"https?://\S+", address):  # such as “1. https://…”
        return found.group()
    if address.lower().startswith(("mailto:", "emailto:")):
        return "mailto:" + address.split(":", 1)[1]
    if re.fullmatch(r"[^\s/@:]+@[^\s/@:]+\.[a-z]+", address):
        return f"mailto:{address}"
    if re.match(r"[a-z][a-z0-9+.-]*:", address, re.IGNORECASE):
        return ""
    if address.startswith("www."):
        return f"https://{address}"
    return urljoin(HOME, address.replace(" ", "%20")) if address.startswith("/") else ""


def _drop_active(soup: BeautifulSoup) -> Iterator[tuple[str, str]]:
    for tag in soup.find_all(_ACTIVE):
        if not tag.decomposed:
            what = str(tag.get("src") or tag.get("data") or f"<{tag.name}>")
            tag.decompose()
            yield what, "Active content is not imported."
    for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
        if "http" in comment:
            yield comment.strip(), "It was commented out at the source and is not imported."
        comment.extract()


def _mend_links(soup: BeautifulSoup) -> Iterator[tuple[str, str]]:
    for link in soup.find_all("a"):
        given = str(link.get("href") or "")
        if given and not given.startswith("#"):
            address = complete_address(given)
            if address.startswith(_SAFE):
                link["href"] = address
                continue
            yield given, "Not an address that can be linked to; its words are kept."
        link.unwrap()


def _link_pictures(soup: BeautifulSoup) -> Iterator[tuple[str, str]]:
    for picture in soup.find_all("img"):
        words = str(picture.get("alt") or "").strip()
        address = complete_address(str(picture.get("src") or ""))
        link = _picture_link(soup, words, address)
        if not address.startswith("http"):
            yield shortened(str(picture.get("src") or "<img>"), 200), "A picture without a usable address."
            picture.replace_with(words)
        elif outer := picture.find_parent("a"):  # links do not nest: the picture's follows the other
            outer.insert_after(" ", link)
            picture.replace_with(words)
        else:
            picture.replace_with(" ", link, " ")


def _picture_link(soup: BeautifulSoup, words: str, address: str) -> Tag:
    link = soup.new_tag("a", href=address)
    link.string = f"Picture: {words}" if words else "Picture"
    return link


def _lower_headings(text: str) -> str:
    """Headings inside a part stand below the part's own, which is of level 2."""
    levels = [len(mark) for mark in re.findall(r"^(#+) ", text, re.MULTILINE)]
    if not levels:
        return text
    shift = 3 - min(levels)
    return re.sub(r"^(#+) ", lambda m: "#" * min(6, len(m.group(1)) + shift) + " ", text, flags=re.MULTILINE)


def plain(text: str) -> str:
    """A line of text without tags and entities, blanks made single."""
    words = BeautifulSoup(text, "html.parser").get_text() if re.search(r"[<&]", text) else text
    return " ".join(words.split())


def escape(text: str) -> str:
    """Plain text as Markdown that shows just these characters."""
    return re.sub(r"([\\`*_\[\]#<>|])", r"\\\1", " ".join(text.split()))
