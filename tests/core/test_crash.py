"""Real processes die by kill -9 between writing a mail down and having sent it: none lost, none doubled."""

import os
import shutil
import subprocess
import sys
import uuid
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from tests.mail_server import MailServer

ROOT = Path(__file__).resolve().parent.parent.parent
# Where it dies, what the next worker finds, and how many mails went out in all.
POINTS = [
    ("before add", "", 0),
    ("before commit", "", 0),
    ("after commit", "done", 1),
    ("before claim", "done", 1),
    ("after claim", "uncertain", 0),
    ("before send", "uncertain", 0),
    ("after send", "uncertain", 1),
    ("after all", "done", 1),
    ("never", "done", 1),
]


def run(command, environment):
    return subprocess.run(
        [sys.executable, "-m", "tests.core.crash", command],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.fixture(scope="module")
def environment(tmp_path_factory):
    """The environment of the processes; its database is empty but for the tables."""
    folder = tmp_path_factory.mktemp("crash")
    values = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.core.settings_crash",
        "VAR_DIR": str(folder),
        "CRASH_MAIL": str(folder / "mail"),
        "DATABASE_URL": f"sqlite:///{folder / 'crash.sqlite3'}",
    }
    server = connection.settings_dict
    if connection.vendor != "postgresql":
        _prepare(values)
        yield values
        return
    name = f"crash_{uuid.uuid4().hex[:12]}"
    place = f"{server['USER']}:{server['PASSWORD']}@{server['HOST']}:{server['PORT']}"
    with psycopg.connect(f"postgres://{place}/postgres", autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
        values["DATABASE_URL"] = f"postgres://{place}/{name}"
        _prepare(values)
        yield values
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _prepare(values):
    done = run("prepare", values)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(("point", "state", "mails"), POINTS)
def test_mail_survives_a_kill(environment, point, state, mails):
    folder = Path(environment["CRASH_MAIL"])
    shutil.rmtree(folder, ignore_errors=True)
    _empty(environment)

    died = run(point, environment)
    recovered = run("recover", environment)

    assert died.returncode == (0 if point == "never" else -9), died.stderr
    assert recovered.returncode == 0, recovered.stderr
    assert recovered.stdout.strip() == state
    # One log file per process that sent something; each mail begins with its own header.
    sent = sum(path.read_text().count("\nSubject: ") for path in folder.glob("*.log"))
    assert sent == mails


def test_mail_that_a_server_took_from_a_dying_worker_is_held(environment):
    """Killed between the end of the mail and the answer: taken once, and never sent again by itself."""
    _empty(environment)

    with MailServer() as server:
        values = environment | {"CRASH_SMTP": str(server.port)}
        died = run("mail handed over", values)
        states = [run("recover", values).stdout.strip() for _again in range(2)]

        assert died.returncode == -9, died.stderr
        assert states == ["uncertain", "uncertain"]
        assert len(server.taken) == 1


def _empty(environment):
    if environment["DATABASE_URL"].startswith("sqlite"):
        import sqlite3

        with sqlite3.connect(environment["DATABASE_URL"].removeprefix("sqlite:///")) as database:
            database.execute("DELETE FROM core_outboxitem")
        return
    with psycopg.connect(environment["DATABASE_URL"], autocommit=True) as database:
        database.execute("DELETE FROM core_outboxitem")
