"""The product's source as trees, read once for all tests that look at it."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
APPS = ["core", "network", "challenges", "submissions", "juries", "cocreation", "transfer", "demo", "config"]
MODULES = sorted(
    path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts
)


@cache
def nodes(path: Path) -> list[ast.AST]:
    """Everything that a module consists of."""
    return list(ast.walk(ast.parse(path.read_text())))
