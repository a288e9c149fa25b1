"""Texts that have to be short somewhere say that they are."""

import ast
from pathlib import Path

import pytest

from core.texts import fitting_key, shortened

ROOT = Path(__file__).resolve().parent.parent.parent
APPS = ["core", "network", "challenges", "submissions", "juries", "cocreation", "transfer"]
SURE = {"order_by", "select_related", "filter", "distinct", "slugify"}


@pytest.mark.parametrize(
    ("text", "most", "expected"),
    [
        ("Shade for markets", 17, "Shade for markets"),
        ("Shade for markets", 16, "Shade for…"),
        ("Shade for markets", 11, "Shade for…"),
        ("Schattenspender", 8, "Schatte…"),
        ("", 5, ""),
        (" " * 9, 5, "   …"),
    ],
)
def test_shortened_ends_with_a_word_and_an_ellipsis(text, most, expected):
    assert shortened(text, most) == expected
    assert len(expected) <= most


def test_long_keys_stay_apart():
    one, other = "k" * 90 + "1", "k" * 90 + "2"

    assert fitting_key("short", 80) == "short"
    assert fitting_key(one, 80) == fitting_key(one, 80) != fitting_key(other, 80)
    assert len(fitting_key(one, 80)) <= 80


def is_cut(node):
    """A slice `[:n]` with a written bound above 24, of neither rows nor a part of an address."""
    if not (isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice)):
        return False
    bound = getattr(node.slice.upper, "value", None)
    called = getattr(node.value, "func", None)
    return (
        isinstance(bound, int)
        and bound > 24
        and getattr(called, "attr", getattr(called, "id", "")) not in SURE
    )


def test_no_text_is_cut_in_silence():
    cuts = [
        f"{path.relative_to(ROOT)}:{node.lineno} {ast.unparse(node)}"
        for app in APPS
        for path in sorted((ROOT / app).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text()))
        if is_cut(node)
    ]

    assert cuts == []
