"""Every example in the project's papers works: commands run, templates parse, reports look as described."""

import json
import os
import re
import secrets
import shlex
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from django.core.management import call_command
from django.template import engines

from challenges.actions.imports import import_feed
from tests.factories import CompetitionFactory

ROOT = Path(__file__).resolve().parent.parent
PAPERS = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md")),
    *(ROOT / "docs").glob("*.md"),
]
FEED = ROOT / "tests/challenges/feeds/small.json"
FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
TABLES = {  # the smallest that a command takes, in the order in which they are described
    "SCORES.csv": ["entry,juror,criterion,score", "park,Ann,idea,5", "park,Ben,idea,4", "tram,Ann,idea,3"],
    "RUBRIC.csv": ["criterion,weight,min,max,best", "idea,100,1,5,high"],
    "ENTRIES.csv": ["entry,places", "park,1", "tram,1"],
    "JURORS.csv": ["juror,least,most,done", "Ann,0,2,0", "Ben,0,2,0"],
    "PAIRS.csv": ["entry,juror,match,rules,state", "park,Ann,1,,", "park,Ben,0.5,,", "tram,Ben,0.9,,"],
    "GROUPS.csv": ["juror,group", "Ann,city", "Ben,abroad"],
}


class Example(NamedTuple):
    """A fenced piece of a paper."""

    paper: str
    number: int
    language: str
    text: str

    def __str__(self):
        return f"{self.paper} {self.number}"


def examples(*languages):
    """Those in these languages; a piece without a language is a drawing, unless it tells of a command."""
    found = []
    for paper in sorted(PAPERS):
        for number, (language, text) in enumerate(FENCE.findall(paper.read_text()), 1):
            language = language or ("synopsis" if text.startswith("manage.py") else "drawing")
            found.append(Example(str(paper.relative_to(ROOT)), number, language, text))
    return [one for one in found if not languages or one.language in languages]


def test_every_example_is_of_a_kind_that_is_tried():
    assert {one.language for one in examples()} <= {"sh", "json", "django", "synopsis", "drawing"}


@pytest.mark.parametrize("example", examples("django"), ids=str)
def test_templates_parse(example):
    engines["django"].from_string(example.text)


@pytest.mark.django_db
@pytest.mark.parametrize("example", examples("synopsis"), ids=str)
def test_commands_take_every_option_that_is_described(example, tmp_path):
    for name, rows in TABLES.items():
        (tmp_path / name).write_text("\n".join(rows) + "\n")
    words = {
        "FILE": str(FEED),
        "CODE": CompetitionFactory().code,
        "GROUP:AT_LEAST": "city:1",
        "GROUP:AT_MOST": "city:2",
    }
    for command in example.text.replace("\n    ", " ").splitlines():
        _program, name, *arguments = command.replace("[", "").replace("]", "").split()
        files = [tmp_path / word for word in arguments if word.endswith((".csv", ".json"))]

        call_command(
            name, [words.get(word, str(tmp_path / word)) if is_open(word) else word for word in arguments]
        )

        assert all(json.loads(path.read_text()) for path in files if path.suffix == ".json")


def is_open(word):
    """Whether the reader has to put something of their own in its place."""
    return word.split(".")[0].isupper()


@pytest.mark.parametrize("example", examples("json"), ids=str)
def test_json_is_json(example):
    assert json.loads(example.text)


@pytest.mark.django_db
def test_report_of_an_import_looks_as_described():
    described = json.loads(examples("json")[-1].text)

    assert shape(import_feed(FEED.read_bytes(), file_name="small.json").report) == shape(described)


def shape(value):
    """The names and kinds in it; of a list those of its first item."""
    if isinstance(value, dict):
        return {name: shape(inner) for name, inner in value.items()}
    return [shape(value[0])] if isinstance(value, list) else type(value).__name__


class Shell:
    """Tries commands without touching anything outside of a folder of its own."""

    def __init__(self, folder):
        self.folder = folder
        self.environment = {**os.environ, "VAR_DIR": str(folder / "var"), "PYTHONWARNINGS": "ignore"}
        self.environment |= {
            "DATABASE_URL": f"sqlite:///{folder}/relay.sqlite3",
            "MEDIA_ROOT": str(folder / "media"),
        }

    def run(self, *command):
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, timeout=120
        )
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]

    def try_out(self, line):
        program, *arguments = shlex.split(line, comments=True)
        {
            "make": lambda: self.run("make", "-n", *arguments),
            "bash": lambda: self.run("bash", "-n", *arguments),
            "export": lambda: self.export(arguments),
            "sqlite3": lambda: self.sqlite(arguments[1]),
            ".venv/bin/python": lambda: self.python(arguments),
        }[program]()

    def export(self, settings):
        own = {"SECRET_KEY": secrets.token_urlsafe(64), "DATABASE_URL": self.environment["DATABASE_URL"]}
        own |= {"CELERY_BROKER_URL": "amqp://queue.example", "EMAIL_URL": "smtp+tls://mail.example:587"}
        for name, value in (setting.split("=", 1) for setting in settings):
            self.environment[name] = own[name] if "..." in value else value

    def sqlite(self, statement):
        with sqlite3.connect(self.folder / "some.sqlite3") as connection:
            connection.execute(statement.replace("/backup", str(self.folder)))

    def python(self, arguments):
        # A server is not left running: it reads its settings and options, or tells of them.
        more = {"gunicorn": ["--check-config"], "celery": ["--help"]}.get(arguments[1], [])
        self.run(sys.executable, *arguments, *more)


@pytest.mark.thorough
@pytest.mark.parametrize("paper", sorted({one.paper for one in examples("sh")}))
def test_commands_run_one_after_the_other(paper, tmp_path):
    shell = Shell(tmp_path)

    for example in examples("sh"):
        if example.paper == paper:
            for line in example.text.splitlines():
                shell.try_out(line)
