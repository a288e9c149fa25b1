"""The stylesheets: read without an error, nothing unknown to a browser, nothing undefined or unused."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import tinycss2

ROOT = Path(__file__).resolve().parents[2]
SHEETS = sorted((ROOT / "static" / "css").glob("*.css"))
NOT_STYLE = {"font-face", "page", "property"}  # at-rules with descriptors instead of properties
MADE_BY_DJANGO = {"errorlist"}
MADE_OF_A_NUMBER = re.compile(r"m\d")  # components/art.html: m{{ motif }}
CODE = [
    "templates",
    "static/js",
    "core",
    "network",
    "challenges",
    "submissions",
    "juries",
    "cocreation",
    "transfer",
]


def nodes(sheet: Path) -> Iterator:
    """Every declaration and every error of a sheet, rules within rules included."""
    yield from within(tinycss2.parse_stylesheet(sheet.read_text(), skip_comments=True, skip_whitespace=True))


def within(rules) -> Iterator:
    for node in rules:
        if node.type in ("declaration", "error"):
            yield node
        elif node.content is not None and getattr(node, "at_keyword", "") not in NOT_STYLE:
            yield from within(
                tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
            )


def declarations() -> list:
    return [node for sheet in SHEETS for node in nodes(sheet) if node.type == "declaration"]


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_stylesheet_is_read_without_an_error(sheet):
    assert [f"{node.source_line}: {node.message}" for node in nodes(sheet) if node.type == "error"] == []


def test_every_custom_property_is_defined_and_used():
    defined = {node.name for node in declarations() if node.name.startswith("--")}
    used = {
        name
        for node in declarations()
        for name in re.findall(r"var\((--[\w-]+)", tinycss2.serialize(node.value))
    }

    assert used ^ defined == set()


def test_every_class_is_used():
    styled = set()
    for sheet in SHEETS:
        text = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL)
        styled |= set(re.findall(r"\.([a-zA-Z][\w-]*)", re.sub(r"\{[^{}]*\}", "", text)))
    code = [
        path
        for folder in CODE
        for path in (ROOT / folder).rglob("*")
        if path.suffix in (".html", ".js", ".py")
    ]
    words = {word for path in code for word in re.findall(r"[\w-]+", path.read_text())}

    unused = styled - words - MADE_BY_DJANGO
    assert sorted(name for name in unused if not MADE_OF_A_NUMBER.fullmatch(name)) == []


@pytest.mark.browser
def test_a_browser_knows_every_declaration(page_for):
    pairs = [(node.name, tinycss2.serialize(node.value).strip()) for node in declarations()]

    unknown = page_for(None, 1280).evaluate(
        "(pairs) => pairs.filter(([name, value]) => !CSS.supports(name, value))", pairs
    )

    assert unknown == []
