"""The parts of the project's style that a machine can check: sizes, names and forbidden ways."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APPS = ["core", "network", "challenges", "submissions", "juries", "cocreation", "transfer", "demo", "config"]
MODULES = sorted(
    path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts
) + sorted(ROOT.glob("scripts/*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
TEXTS = sorted((ROOT / "templates").rglob("*.txt"))


def lines(path):
    return path.read_text().count("\n")


def shown(path):
    return str(path.relative_to(ROOT))


def found(pattern, paths):
    """The places where the pattern occurs, as path:line."""
    return [
        f"{shown(path)}:{number}"
        for path in paths
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if re.search(pattern, line)
    ]


def test_nothing_outgrows_its_size():
    too_long = [
        f"{shown(path)}: {lines(path)} lines"
        for paths, most in ((MODULES, 350), (TESTS, 450), (TEMPLATES, 160))
        for path in paths
        if lines(path) > most
    ]

    assert too_long == []


def test_no_function_is_longer_than_45_lines():
    too_long = []
    for path in MODULES + TESTS:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno + 1 > 45:
                too_long.append(f"{shown(path)}:{node.lineno} {node.name}")

    assert too_long == []


def test_files_are_named_after_what_they_do():
    assert [shown(p) for p in MODULES + TESTS if p.stem in ("utils", "helpers", "constants", "misc")] == []


def test_packages_hand_nothing_on():
    """A thing is imported from the module that holds it; Django looks for models in `models/` itself."""
    inits = [path for path in MODULES if path.name == "__init__.py" and path.parent.name != "models"]
    hand_on = [
        shown(path)
        for path in inits
        if any(not isinstance(node, ast.Expr) for node in ast.parse(path.read_text()).body)
    ]

    assert hand_on == []


def test_nothing_is_imported_inside_functions_but_what_is_slow():
    """A hidden import hides a circle."""
    hidden = [
        f"{shown(path)}:{inner.lineno}"
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    slow = {
        "config/settings.py",
        "core/apps.py",
        "core/pdf_child.py",
        "juries/arithmetic/assignment/programme.py",
    }

    assert [place for place in hidden if place.split(":")[0] not in slow] == []


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        (r"\.refresh_from_db\(", "it switches the protection of every state field off meanwhile"),
        (r"^(?!.*OutboxItem\.).*\.update\([^)]*\bstate=", "only perform() moves a state"),
        (r"\bexcept:|suppress\((Base)?Exception\)", "catch only what you can answer"),
        (r"countdown=|\beta=", "a broker may lose it; use a row with not_before"),
        (r"^\s*@receiver|\.connect\(\w+, sender", "call functions, do not send signals"),
    ],
)
def test_forbidden_ways_are_not_taken(pattern, why):
    # An outbox row is claimed by a conditional update: it has no workflow.
    application = [path for path in MODULES if shown(path) != "core/outbox.py"]

    assert found(pattern, application) == [], why


@pytest.mark.parametrize(
    ("pattern", "homes", "why"),
    [
        (
            r"select_for_update\(",
            ["core/editing.py", "core/workflow.py"],
            "rows are held by lock() and perform()",
        ),
        (
            r"^def _?lock(ed)?(_\w+)?\(",
            ["core/editing.py", "scripts/serve.py"],
            "one function is called lock",
        ),
        (
            r"\bversion *(!=|\+=|[<>]=?) ",
            ["core/editing.py", "core/versioned.py"],
            "versions are compared there",
        ),
        (r"^class \w*Conflict", ["juries/"], "a conflict is one of interest; two texts clash"),
    ],
)
def test_writing_together_has_one_home(pattern, homes, why):
    elsewhere = [place for place in found(pattern, MODULES) if not place.startswith(tuple(homes))]

    assert elsewhere == [], why


def test_only_the_pdf_files_touch_weasyprint():
    places = {place.split(":")[0] for place in found(r"^\s*(import|from) weasyprint", MODULES)}

    assert places <= {"core/pdf.py", "core/pdf_child.py"}


def test_templates_hold_no_inline_script_or_style():
    pages = [path for path in TEMPLATES if "documents" not in path.parts]

    assert found(r"<style|\sstyle=|\son[a-z]+=\"|<script(?![^>]*\ssrc=)|javascript:", pages) == []


def test_nothing_that_a_person_wrote_is_marked_safe():
    """Text becomes HTML in core/richtext.py alone; the map's coast is a file of our own."""
    marked = found(r"mark_safe\(|SafeString\(|\.__html__|html_safe", MODULES)
    filtered = found(r"\|\s*safe(seq)?\b|autoescape\s+off", TEMPLATES)

    homes = ("core/richtext.py", "transfer/templatetags/transfer_map.py")
    assert [place for place in marked if not place.startswith(homes)] == []
    assert filtered == []


def test_templates_load_nothing_from_another_host():
    assert found(r"<(link|script|img|iframe|source)\b[^>]*(src|href)=\"(https?:)?//", TEMPLATES) == []


def asks_itself(node):
    """Whether the code decides by the state: compares it, looks it up among others, matches it."""
    if isinstance(node, ast.Match):
        return is_state(node.subject)
    return isinstance(node, ast.Compare) and any(is_state(side) for side in (node.left, *node.comparators))


def is_state(node):
    return isinstance(node, ast.Attribute) and node.attr == "state"


def states_compared():
    """Places in pages and the API that compare a state, by app."""
    places = {}
    for path in MODULES:
        if "views" in path.parts or path.stem in ("views", "api"):
            for node in ast.walk(ast.parse(path.read_text())):
                if asks_itself(node):
                    places.setdefault(path.relative_to(ROOT).parts[0], []).append(
                        f"{shown(path)}:{node.lineno}"
                    )
    pattern = r"\.state\b[^%]*?(==|!=|\bin\b)|(==|!=|\bin\b) *\w[\w.]*\.state\b|\{% ifequal"
    for place in found(pattern, TEMPLATES):
        places.setdefault(place.split("/")[1], []).append(place)
    return places


def test_pages_ask_the_arrow_or_the_item_and_compare_no_state():
    assert states_compared() == {}


def test_no_template_line_is_longer_than_120_columns():
    assert found(r"^.{121}", TEMPLATES) == [], "break it; a long sentence goes into blocktranslate trimmed"


def test_texts_for_translation_are_trimmed():
    untrimmed = r"\{%-?\s*blocktrans(late)?\b(?![^%]*\btrimmed\b)"

    assert found(untrimmed, TEMPLATES + TEXTS) == [], (
        "line breaks of the source do not belong into a text to translate"
    )


def test_every_mail_extends_the_base_text():
    mails = [path for path in TEXTS if path.parent.name == "mail" and not path.name.endswith(".subject.txt")]
    base = ROOT / "templates" / "core" / "mail" / "base.txt"

    assert base in mails
    assert [
        shown(path) for path in mails if path != base and not path.read_text().startswith("{% extends ")
    ] == []
