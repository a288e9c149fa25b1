"""What people copy from a word processor or a web page, as Markdown.

Word writes lists as paragraphs that name their list and level in a style, Google Docs wraps all in a bold
that is none and says bold by a style, LibreOffice puts paragraphs into items and cells. All of that becomes
plain lists, tables and headings before it is translated.
"""

import re

from bs4 import BeautifulSoup, Comment
from bs4.element import Tag
from markdownify import BACKSLASH

from core.richtext import markdown_from_html

LARGEST = 500_000  # signs of HTML that are looked at
MOST_IN_A_CELL = 300  # paragraphs, lines and items
_LEVEL = re.compile(r"mso-list:\s*l\d+\s+level(\d+)", re.IGNORECASE)
_MARK = re.compile(r"mso-list:\s*ignore", re.IGNORECASE)
_NUMBERED = re.compile(r"^\s*\(?[0-9a-zA-Z]{1,4}[.)]\s*$")
_BOLD = re.compile(r"font-weight:\s*(bold|[6-9]00)", re.IGNORECASE)
_NOT_BOLD = re.compile(r"font-weight:\s*(normal|[1-4]00)", re.IGNORECASE)
_ITALIC = re.compile(r"font-style:\s*italic", re.IGNORECASE)
_TITLES = {"msotitle": "h1", "msosubtitle": "h2"}


def markdown_of_paste(html: str) -> str:
    """Markdown of copied HTML: headings, nested lists, tables, links, bold, italic, line breaks; no pictures.

    Raises ValueError for what is too large or too deeply nested to be read.
    """
    if len(html) > LARGEST:
        raise ValueError("too large")
    try:
        soup = BeautifulSoup(html, "html.parser")
        for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
            comment.extract()
        _name_what_styles_say(soup)
        _gather_lists(soup)
        _tidy_lists(soup)
        _tidy_tables(soup)
        return markdown_from_html(str(soup), newline_style=BACKSLASH)
    except RecursionError as error:
        raise ValueError("too deep") from error


def _style(tag: Tag) -> str:
    return str(tag.get("style") or "")


def _name_what_styles_say(soup: BeautifulSoup) -> None:
    """Bold, italic and titles that are only styles become elements."""
    for tag in soup.find_all(["b", "strong"]):
        if _NOT_BOLD.search(_style(tag)):
            tag.unwrap()
    for tag in soup.find_all("span"):
        style = _style(tag)
        if _BOLD.search(style) and not tag.find_parent(["b", "strong", "h1", "h2", "h3", "h4", "h5", "h6"]):
            tag.wrap(soup.new_tag("strong"))
        if _ITALIC.search(style) and not tag.find_parent(["i", "em"]):
            tag.wrap(soup.new_tag("em"))
    for tag in soup.find_all("p", class_=True):
        names = [str(name).lower() for name in tag.get("class") or []]
        tag.name = next((_TITLES[name] for name in names if name in _TITLES), "p")


def _gather_lists(soup: BeautifulSoup) -> None:
    """Word's list paragraphs, level by level, become lists."""
    open_lists: list[Tag] = []
    for tag in soup.find_all("p"):
        found = _LEVEL.search(_style(tag))
        if not found:
            continue
        if not open_lists or _before(tag) is not open_lists[0]:
            open_lists = []
        level = max(1, min(int(found[1]), 6))
        kind = _take_mark(tag)
        del open_lists[level:]
        while len(open_lists) < level:
            made = soup.new_tag(kind)
            if not open_lists:
                tag.insert_before(made)
            else:
                parent = open_lists[-1].find_all("li", recursive=False)
                (parent[-1] if parent else open_lists[-1]).append(made)
            open_lists.append(made)
        item = soup.new_tag("li")
        item.extend(list(tag.contents))
        open_lists[-1].append(item)
        tag.decompose()


def _before(tag: Tag) -> Tag | None:
    """The element before this one, with nothing but blanks between them."""
    for one in tag.previous_siblings:
        if isinstance(one, Tag):
            return one
        if str(one).strip():
            return None
    return None


def _take_mark(tag: Tag) -> str:
    """Take the bullet or number out of the paragraph; the kind of list that it stands for."""
    kind = "ul"
    for mark in tag.find_all("span"):
        if mark.decomposed or not _MARK.search(_style(mark)):
            continue
        if _NUMBERED.match(mark.get_text().replace("\xa0", " ")):
            kind = "ol"
        mark.decompose()
    return kind


def _tidy_lists(soup: BeautifulSoup) -> None:
    """A list that stands between items belongs to the item before it; an item's paragraph is its text."""
    for tag in soup.find_all(["ul", "ol"]):
        if tag.parent is not None and tag.parent.name in ("ul", "ol"):
            before = _before(tag)
            if before is not None and before.name == "li":
                before.append(tag.extract())
    for item in soup.find_all("li"):
        paragraphs = item.find_all("p", recursive=False)
        for number, one in enumerate(paragraphs):
            if number:
                one.insert_before(soup.new_tag("br"))
            one.unwrap()


def _tidy_tables(soup: BeautifulSoup) -> None:
    """The first row heads the table; what stands in a cell stands on one line."""
    for table in soup.find_all("table"):
        first = table.find("tr")
        if first is not None and not table.find("th"):
            for cell in first.find_all("td", recursive=False):
                cell.name = "th"
    for cell in soup.find_all(["td", "th"]):
        within = cell.find_all(["p", "div", "br", "ul", "ol", "li"])
        if len(within) > MOST_IN_A_CELL:  # the time to unwrap them grows with their square
            raise ValueError("too much in a cell")
        for inner in within:
            inner.insert_after(" ")
            inner.unwrap()
        for text in cell.find_all(string=lambda text: "|" in text):
            text.replace_with(text.replace("|", "\\|"))
