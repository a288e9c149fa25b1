"""A process that has the parsers loaded and gives birth to one child per file; core.child starts it.

On its standard input, a socket, it gets a byte with two descriptors: the file, and a socket for job and
answer. It ends when that socket is closed. It never opens a file itself.
"""

import io
import json
import os
import resource
import signal
import socket
from collections.abc import Callable

from core.foreign.archives import check_zip, unpack_zip
from core.foreign.feeds import check_json
from core.foreign.limits import Limits, confine
from core.foreign.papers import check_pdf, clean_pdf
from core.foreign.pictures import check_picture, clean_picture
from core.foreign.verdicts import Unfit

TASKS: dict[str, Callable[..., bytes]] = {
    "check_pdf": check_pdf,
    "check_picture": check_picture,
    "check_zip": check_zip,
    "check_json": check_json,
    "clean_pdf": clean_pdf,
    "clean_picture": clean_picture,
    "unpack_zip": unpack_zip,
}


def main() -> None:
    """Give birth until the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # children are not waited for: their socket tells all
    control = socket.socket(fileno=os.dup(0))
    with open(os.devnull) as nothing:
        os.dup2(nothing.fileno(), 0)  # a child that held it would hide that the nursery has died
    while True:
        message, descriptors, _flags, _address = socket.recv_fds(control, 1, 2)
        if not message:
            return
        if os.fork() == 0:
            os.close(control.detach())
            work(*descriptors)
            os._exit(0)
        for descriptor in descriptors:
            os.close(descriptor)


def work(source: int, answer_to: int) -> None:
    """Read one job, set the limits, do it and answer: a line of JSON, then the bytes."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    with socket.socket(fileno=answer_to) as answer, os.fdopen(source, "rb") as content:
        with answer.makefile("rb") as lines:
            job = json.loads(lines.readline())
        limits = Limits(**job["limits"])
        confine(limits)
        said, body = _do(job["task"], content, job["options"], limits.memory)
        if len(body) > limits.output:
            said, body = {"unfit": "heavy"}, b""
        said["peak"] = _peak()
        answer.sendall(json.dumps(said).encode() + b"\n")
        answer.sendall(body)


def _do(
    task: str, content: io.BufferedReader, options: dict[str, str], memory: int
) -> tuple[dict[str, object], bytes]:
    content.seek(0)
    try:
        return {}, TASKS[task](content, **options)
    except Unfit as unfit:
        return {"unfit": unfit.code}, b""
    except MemoryError:
        return {"unfit": "heavy"}, b""
    except Exception as error:  # whatever a parser makes of a stranger's bytes means: it cannot be read
        # Some parsers call it damage when they get no memory.
        code = "heavy" if _peak() * 1024 > memory // 3 else "unreadable"
        return {"unfit": code, "error": type(error).__name__}, b""


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    main()
