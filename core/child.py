"""run(): let a child process with limits open a file of a stranger. The only way to open one.

Each process of ours keeps one nursery (core.foreign.nursery) warm, with the parsers loaded: a check takes
milliseconds more than opening the file here, and what takes too much memory or time takes only the child.
"""

import atexit
import json
import logging
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from core.foreign.limits import MEGABYTE, Limits
from core.foreign.verdicts import Unfit

logger = logging.getLogger(__name__)
BASE_DIR = Path(__file__).resolve().parent.parent
CHECK = Limits()
CLEAN = Limits(memory=1024 * MEGABYTE, processor=60, wall=90, output=64 * MEGABYTE)
UNPACK = Limits(memory=1024 * MEGABYTE, processor=60, wall=90, output=201 * MEGABYTE)
# So many children at once for each process of ours, and so long does a file wait for its turn.
PLACES, PATIENCE = 2, 20
LONGEST_LINE = 1000


class Busy(Exception):
    """Too many files are being checked at this moment."""


def run(task: str, content: Any, *, limits: Limits = CHECK, **options: str) -> bytes:
    """What the task (see core.foreign.nursery) makes of the open file, whose position is left at its start.

    Raises Unfit with the reason; its code is "heavy" when the child took more than the limits. Raises Busy
    when no child is free for a while.
    """
    if not _places.acquire(timeout=PATIENCE):
        raise Busy("no child is free")
    try:
        with _descriptor(content) as source:
            said, body = _ask(source, {"task": task, "options": options, "limits": asdict(limits)}, limits)
    finally:
        _places.release(1)
        content.seek(0)
    if "unfit" in said:
        logger.info("file refused by %s: %s %s", task, said["unfit"], said.get("error", ""))
        raise Unfit(said["unfit"])
    return body


def unpack_zip(content: Any) -> dict[str, bytes]:
    """The files of an archive by name. Raises Unfit and Busy as run() does."""
    body = run("unpack_zip", content, limits=UNPACK)
    line, _end, packed = body.partition(b"\n")
    files, start = {}, 0
    for name, size in json.loads(line):
        files[name] = packed[start : start + size]
        start += size
    return files


def _ask(
    source: int, job: dict[str, Any], limits: Limits, *, once_more: bool = True
) -> tuple[dict[str, Any], bytes]:
    ours, theirs = socket.socketpair()
    with closing(ours):
        with closing(theirs):
            nursery = _nursery.give(source, theirs.fileno())
        # The child ends itself when its time is over; a little more is left for the way.
        ours.settimeout(limits.wall + 5)
        try:
            ours.sendall(json.dumps(job).encode() + b"\n")
            with ours.makefile("rb") as answer:
                line = answer.readline(LONGEST_LINE)
                body = answer.read(limits.output + 1)
        except (TimeoutError, ConnectionError):
            line = b""
    if not line and once_more and nursery.poll() is not None:
        return _ask(
            source, job, limits, once_more=False
        )  # it died before the child was born: not the file's fault
    if not line.endswith(b"\n") or len(body) > limits.output:
        return {"unfit": "heavy"}, b""
    said = json.loads(line)
    last["peak"] = said["peak"]
    return said, body


@contextmanager
def _descriptor(content: Any) -> Iterator[int]:
    """A descriptor of the whole file; what is not on disk is written to a nameless file for as long."""
    content.seek(0)
    try:
        yield content.fileno()
    except (AttributeError, OSError):
        with tempfile.TemporaryFile() as copy:
            shutil.copyfileobj(content, copy)
            copy.flush()
            yield copy.fileno()


class _Nursery:
    """The nursery of this process: started when it is first needed, and anew when it has died."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._control: socket.socket | None = None
        self._process: Any = None
        self._owner = 0

    def give(self, *descriptors: int) -> subprocess.Popen:
        """Hand the descriptors to a new child; gives the nursery that was asked for it."""
        with self._lock:
            control = self._control
            if control is None or self._owner != os.getpid():
                control = self._start()
            try:
                socket.send_fds(control, [b"1"], descriptors)
            except OSError:
                socket.send_fds(self._start(), [b"1"], descriptors)
            return self._process

    def _start(self) -> socket.socket:
        self.stop()
        control, theirs = socket.socketpair()
        with closing(theirs):
            self._process = subprocess.Popen(
                [sys.executable, "-m", "core.foreign.nursery"],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                cwd=BASE_DIR,
                # No secret of ours is near a stranger's file; fewer arenas keep the addresses few.
                env={"PATH": os.defpath, "LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "1"},
            )
        self._control, self._owner = control, os.getpid()
        return control

    def stop(self) -> None:
        """Close the line to the nursery: it ends."""
        if self._control is not None:
            self._control.close()
        if self._process is not None and self._owner == os.getpid():
            self._process.wait(5)
        self._control = self._process = None


last: dict[str, int] = {}  # the peak of the child that answered last, in kilobytes, for bench.foreign_files
_places = threading.BoundedSemaphore(PLACES)
_nursery = _Nursery()
atexit.register(_nursery.stop)
