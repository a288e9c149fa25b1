"""The scripts behind the two commands: what they do when something is missing, taken or dies."""

import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]
DEAF = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("deaf", flush=True)
time.sleep(60)
"""
LOCKING = """
import fcntl, sys, time
lock = open(sys.argv[1], "w")
fcntl.flock(lock, fcntl.LOCK_EX)
print(flush=True)
time.sleep(60)
"""
SUPERVISING = """
import ast, sys
sys.path.insert(0, sys.argv[1])
import serve
serve.PATIENCE = int(sys.argv[2])
serve.obey_signals()
sys.exit(serve.supervise(ast.literal_eval(sys.argv[3]), lambda: print("up", flush=True) or True))
"""


def run(script, **environment):
    return subprocess.run(
        [sys.executable, ROOT / "scripts" / script],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=60,
        stdin=subprocess.DEVNULL,
    )


def supervisor(commands, patience=10):
    arguments = [str(ROOT / "scripts"), str(patience), repr(commands)]
    return subprocess.Popen(
        [sys.executable, "-c", SUPERVISING, *arguments], stdout=subprocess.PIPE, text=True
    )


def children(process):
    return Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()


def alive(pid):
    return Path(f"/proc/{pid}").exists()


@pytest.fixture
def taken_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_start_says_that_the_port_is_taken(taken_port, tmp_path):
    result = run("serve.py", PORT=str(taken_port), HOST="127.0.0.1", VAR_DIR=str(tmp_path))

    assert result.returncode == 1
    assert f"port {taken_port}: Address already in use" in result.stderr
    assert not (tmp_path / "cityrelay.sqlite3").exists()


def test_reset_leaves_a_running_server_alone(tmp_path):
    (tmp_path / "cityrelay.sqlite3").write_text("data")
    holder = subprocess.Popen(
        [sys.executable, "-c", LOCKING, tmp_path / "server.lock"], stdout=subprocess.PIPE, text=True
    )
    holder.stdout.readline()

    result = run("reset.py", VAR_DIR=str(tmp_path), DATABASE_URL="", MEDIA_ROOT="")
    holder.kill()
    holder.communicate()

    assert "is running" in result.stderr
    assert (tmp_path / "cityrelay.sqlite3").read_text() == "data"


def test_reset_does_not_touch_a_database_elsewhere(tmp_path):
    result = run("reset.py", VAR_DIR=str(tmp_path), DATABASE_URL="postgres://postgres@127.0.0.1/precious")

    assert result.returncode == 1
    assert "Nothing was removed: DATABASE_URL" in result.stderr


@pytest.mark.parametrize("order", [signal.SIGINT, signal.SIGTERM])
def test_supervisor_stops_everything_when_told(order):
    process = supervisor({"web server": SLEEPER, "worker": SLEEPER})
    process.stdout.readline()
    parts = children(process)

    process.send_signal(order)
    output = process.communicate(timeout=20)[0]

    assert len(parts) == 2
    assert not any(alive(part) for part in parts)
    assert "Stopped: web server, worker." in output


def test_supervisor_says_which_part_died_and_stops_the_rest():
    process = supervisor({"web server": SLEEPER, "worker": [sys.executable, "-c", "raise SystemExit(7)"]})

    output = process.communicate(timeout=20)[0]

    assert process.returncode == 1
    assert "The worker ended by itself (exit code 7)." in output
    assert "Stopped: web server, worker." in output


def test_supervisor_ends_by_force_what_does_not_listen():
    process = supervisor({"worker": [sys.executable, "-c", DEAF]}, patience=1)
    assert {process.stdout.readline().strip(), process.stdout.readline().strip()} == {"up", "deaf"}
    started = time.monotonic()

    process.send_signal(signal.SIGINT)
    output = process.communicate(timeout=20)[0]

    assert "ended by force" in output
    assert time.monotonic() - started < 8


def script(name):
    """A script as a module, to call its functions."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("rows", "code", "words"),
    [
        ([{"name": "a", "version": "1", "vulns": []}], 0, "1 packages looked up, 0 with a known weakness."),
        (
            [{"name": "a", "version": "1", "vulns": [{"id": "CVE-1", "fix_versions": ["2"]}]}],
            1,
            "a 1: CVE-1, mended in 2",
        ),
        (
            [{"name": "a", "version": "1", "vulns": []}, {"name": "b", "skip_reason": "?"}],
            2,
            "NOT checked. The index knows nothing of 1 of 2 packages: b",
        ),
        ([], 2, "0 packages"),
    ],
)
def test_audit_never_takes_no_answer_for_a_good_one(rows, code, words, capsys):
    assert script("audit").report(rows) == code
    assert words in capsys.readouterr().out


def test_secret_that_nobody_has_accepted_is_told(tmp_path):
    (tmp_path / "scripts").mkdir()
    program = shutil.copy(ROOT / "scripts/find_secrets.py", tmp_path / "scripts")
    (tmp_path / ".secrets.baseline").write_text('{"results": {}}')
    (tmp_path / "settings.py").write_text("key = 'AKIA" + "Q3EGRYXNPLM4KZTA'\n")
    for command in (["init", "-q"], ["add", "."]):
        subprocess.run(["git", *command], cwd=tmp_path, check=True)

    found = subprocess.run([sys.executable, program], capture_output=True, text=True)
    accepted = subprocess.run([sys.executable, program, "--accept"])
    again = subprocess.run([sys.executable, program], capture_output=True, text=True)

    assert found.returncode == 1
    assert "settings.py:1: AWS Access Key" in found.stdout
    assert (accepted.returncode, again.returncode, again.stdout) == (0, 0, "")
