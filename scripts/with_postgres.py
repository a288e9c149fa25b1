"""Runs a command with DATABASE_URL set to a PostgreSQL database of its own: `with_postgres.py COMMAND ...`.

Uses the server at POSTGRES_URL (by default the local one, user postgres) if it lets us in. Otherwise it
starts one of its own in a temporary folder and removes it afterwards.
"""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import system
from psycopg import sql

LOCAL = "postgres://postgres@127.0.0.1:5432"


def main(command: list[str]) -> int:
    """The exit code of the command."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # a cancelled run cleans up as well
    with server() as address:
        name = f"cityrelay_{os.getpid()}"
        try:
            administer(address, sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
            return subprocess.run(command, env=os.environ | {"DATABASE_URL": f"{address}/{name}"}).returncode
        finally:
            drop_all(address, name)


@contextlib.contextmanager
def server() -> Iterator[str]:
    """The address of a server that we may use."""
    address = os.environ.get("POSTGRES_URL", LOCAL).rstrip("/")
    shown = address.rpartition("@")[2]
    try:
        administer(address, sql.SQL("SELECT 1"))
    except psycopg.OperationalError as reason:
        print(f"No PostgreSQL to use at {shown}, starting one. ({str(reason).splitlines()[0]})", flush=True)
    else:
        print(f"Using the PostgreSQL at {shown}", flush=True)
        yield address
        return
    with own_server() as address:
        yield address


def administer(address: str, statement: sql.Composable) -> list[tuple]:
    """Runs one statement outside of any transaction."""
    with psycopg.connect(f"{address}/postgres", connect_timeout=5, autocommit=True) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else []


def drop_all(address: str, name: str) -> None:
    """Drops our database and those that the test run made beside it, however the run ended."""
    query = sql.SQL("SELECT datname FROM pg_database WHERE datname IN ({}) OR starts_with(datname, {})")
    for (found,) in administer(address, query.format(sql.Literal(name), sql.Literal(f"test_{name}"))):
        administer(address, sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(found)))


@contextlib.contextmanager
def own_server() -> Iterator[str]:
    """Starts a throw-away cluster, as an ordinary user because PostgreSQL refuses root."""
    if missing := system.install(system.POSTGRESQL):
        sys.exit(f"The suite needs a PostgreSQL to run on: apt-get install {' '.join(missing)}")
    programs = Path(system.postgresql_folder())
    user = "postgres" if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="cityrelay-postgres-"))
    if user:
        shutil.chown(folder, user, user)
    port = free_port()

    def run(program: str, *arguments: str) -> None:
        command = [programs / program, "-D", folder / "data", *arguments]
        subprocess.run(
            command,
            check=True,
            cwd=folder,
            stdout=subprocess.DEVNULL,
            user=user,
            group=user,
            extra_groups=[] if user else None,
        )

    try:
        run(
            "initdb", "--auth", "trust", "--username", "postgres", "--encoding", "UTF8", "--locale", "C.UTF-8"
        )
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        run("pg_ctl", "start", "-w", "-l", str(folder / "log"), "-o", options)
        try:
            yield f"postgres://postgres@127.0.0.1:{port}"
        finally:
            run("pg_ctl", "stop", "-m", "immediate")
    finally:
        shutil.rmtree(folder)


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
