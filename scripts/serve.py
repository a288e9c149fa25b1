"""Starts web server, worker and scheduler together and stops them together. Ctrl-C ends all of them."""

import fcntl
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parent.parent
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PATIENCE = 10  # seconds between the request to stop and the end of politeness


def main() -> None:
    """Prepares, serves until Ctrl-C or until a part dies, and leaves nothing running behind."""
    host, port = os.environ.get("HOST", "127.0.0.1"), int(os.environ.get("PORT", "8000"))
    shown = "localhost" if host in ("127.0.0.1", "0.0.0.0", "::1", "::") else host  # noqa: S104
    os.environ.setdefault("SITE_URL", f"http://{shown}:{port}")
    os.chdir(ROOT)
    _only_one_here = lock_folder()
    refuse_taken_port(host, port)
    obey_signals()
    try:
        prepare()
        sys.exit(supervise(parts(host, port), lambda: announce(host, port)))
    except KeyboardInterrupt:
        print("\nStopped before it was up.", flush=True)


def obey_signals() -> None:
    """Lets Ctrl-C, kill and a closed terminal end us alike, also where the shell had Ctrl-C ignored."""
    for name in STOP_SIGNALS:
        signal.signal(name, _interrupt)


def parts(host: str, port: int) -> dict[str, list[str]]:
    """The programs that make up one small installation."""
    python = [sys.executable, "-m"]
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    gunicorn = ["gunicorn", "config.wsgi:application", "--bind", address, "--log-level", "warning"]
    threads = ["--worker-class", "gthread", "--workers", "2", "--threads", "8", "--graceful-timeout", "8"]
    celery = ["celery", "--quiet", "--app", "config.celery:app", "worker", "--loglevel", "WARNING"]
    return {
        "web server": [*python, *gunicorn, *threads],
        "worker and scheduler": [*python, *celery, "--pool", "solo", "--beat", "--without-gossip"],
    }


def data_folder() -> Path:
    """Where the installation keeps what it must not lose, as config/settings.py says."""
    return Path(os.environ.get("VAR_DIR") or ROOT / "var")


def lock_folder() -> IO[str]:
    """Holds the data folder as long as the answer is kept, or ends: two servers must not share it."""
    data_folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    lock = (data_folder() / "server.lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        sys.exit(f"CityRelay is running on {data_folder()} already. Stop it there with Ctrl-C first.")
    return lock


def refuse_taken_port(host: str, port: int) -> None:
    """Ends with a clear line if something else listens there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as reason:
            sys.exit(
                f"CityRelay cannot listen on {host}, port {port}: {reason.strerror}. "
                f"Stop the other program or take another port: make run PORT={port + 1}"
            )


def prepare(*options: str) -> None:
    """Runs prepare.py in a process of its own, so that the supervisor stays small."""
    if code := subprocess.run([sys.executable, ROOT / "scripts/prepare.py", *options]).returncode:
        sys.exit(code)


def supervise(commands: dict[str, list[str]], announced: Callable[[], bool]) -> int:
    """Runs the programs until one dies or we are told to stop; stops the others and gives the exit code."""
    environment = os.environ | {"PYTHONWARNINGS": "ignore:You're running the worker with superuser"}
    # Sessions of their own: Ctrl-C reaches this process alone, and it stops them in order.
    running = {
        name: subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True, env=environment)
        for name, command in commands.items()
    }
    told = False
    try:
        while True:
            for name, process in running.items():
                if process.poll() is not None:
                    print(f"\nThe {name} ended by itself ({_how(process.returncode)}).", flush=True)
                    return 1
            told = told or announced()
            time.sleep(0.3)
    except KeyboardInterrupt:
        print("\nStopping. This takes a few seconds.", flush=True)
        return 0
    finally:
        stop(running)


def stop(running: dict[str, subprocess.Popen]) -> None:
    """Asks every program to end, waits, and ends by force what is still there."""
    for name in STOP_SIGNALS:
        signal.signal(name, signal.SIG_IGN)  # a second Ctrl-C must not leave half of them behind
    for process in running.values():
        process.terminate()
    deadline = time.monotonic() + PATIENCE
    for name, process in running.items():
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            print(f"The {name} did not stop in {PATIENCE} seconds and is ended by force.", flush=True)
        _end_group(process.pid)
        process.wait()
    print("Stopped: " + ", ".join(running) + ".", flush=True)


def announce(host: str, port: int) -> bool:
    """Prints the address and whom to log in as, once the web server answers; says whether it did."""
    status = _answer({"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host), port)  # noqa: S104
    if not status:
        return False
    if status >= 500:
        print(f"The start page answers with an error ({status}): see the messages above.", flush=True)
    if os.geteuid() == 0:
        print("You are root: fine for a look at the demo, not for a real installation.", flush=True)
    print(f"\nCityRelay is ready: {os.environ['SITE_URL']}/\n", flush=True)
    prepare("--accounts")
    print("\nStop with Ctrl-C.", flush=True)
    return True


def _answer(host: str, port: int) -> int:
    connection = http.client.HTTPConnection(host, port, timeout=10)
    try:
        connection.request("GET", "/", headers={"Host": os.environ["SITE_URL"].split("//")[-1]})
        return connection.getresponse().status
    except OSError:
        return 0
    finally:
        connection.close()


def _end_group(leader: int) -> None:
    try:
        os.killpg(leader, signal.SIGKILL)
    except ProcessLookupError:
        return  # nothing of it is left, as it should be


def _interrupt(*_arguments: object) -> None:
    raise KeyboardInterrupt


def _how(code: int) -> str:
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"


if __name__ == "__main__":
    main()
