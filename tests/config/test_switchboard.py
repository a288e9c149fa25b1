"""The tables that wire the product together: what they name exists, and what the code asks for is in them."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from config import switchboard

ROOT = Path(__file__).resolve().parent.parent.parent
APPS = ["core", "network", "challenges", "submissions", "juries", "cocreation", "transfer", "config"]
SOURCES = [path for app in APPS for path in (ROOT / app).rglob("*.py")]


def names_in_calls(*functions, module):
    """The first argument, where written out, of the functions' calls in files that name the module."""
    trees = [ast.parse(text) for path in SOURCES if module in (text := path.read_text())]
    calls = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args]
    return {
        call.args[0].value
        for call in calls
        if ast.unparse(call.func) in functions and isinstance(call.args[0], ast.Constant)
    }


def test_questions_are_those_that_the_code_asks():
    asked = names_in_calls("ask", "tell", module="core.asking") | names_in_calls("ask", module="def ask(")

    assert asked == set(switchboard.QUESTIONS)


def test_outbox_handlers_are_those_of_the_rows_that_the_code_writes():
    rows = names_in_calls("outbox.add", "outbox.add_once", module="outbox")

    assert rows == set(switchboard.OUTBOX_HANDLERS)


def start(*command):
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.config.miswired"}
    return subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60
    )


@pytest.mark.parametrize(
    "command",
    [
        ["manage.py", "check"],
        ["scripts/prepare.py"],
        ["-m", "celery", "--app", "config.celery:app", "worker", "--pool", "solo", "--beat"],
        ["-m", "celery", "--app", "config.celery:app", "beat"],
    ],
    ids=["check", "serve", "worker", "beat"],
)
def test_nothing_starts_with_a_mistyped_task(command):
    ended = start(*command)

    assert ended.returncode != 0
    assert "core.tasks.swep_outbox is no task of an app" in ended.stdout + ended.stderr


LOAD_EACH_FIRST = """
import importlib, os, sys
import django
django.setup()
for name in sys.argv[1:]:
    if os.fork() == 0:
        importlib.import_module(name)
        os._exit(0)
    if os.wait()[1]:
        sys.exit(name)
"""


def test_what_the_settings_name_loads_in_any_order():
    """Which check is asked first is chance: a circle of imports stops one start in some, and no other."""
    texts = (ROOT / "config" / "settings.py").read_text() + (ROOT / "config" / "switchboard.py").read_text()
    paths = re.findall(rf'"((?:{"|".join(APPS)})(?:\.[a-z_]+)+)\.[A-Za-z_]+"', texts)
    modules = sorted(path for path in set(paths) if (ROOT / f"{path.replace('.', '/')}.py").exists())

    ended = subprocess.run(
        [sys.executable, "-c", LOAD_EACH_FIRST, *modules],
        cwd=ROOT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings"},
        capture_output=True,
        text=True,
    )

    assert "core.api" in modules
    assert ended.returncode == 0, ended.stderr
