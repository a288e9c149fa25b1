"""Limits that a child process sets for itself before it touches anything of others."""

import resource
import signal
from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Bytes of addresses, seconds on the processor and on the wall, bytes of the answer."""

    memory: int = 512 * MEGABYTE
    processor: int = 10
    wall: float = 20
    output: int = MEGABYTE


def confine(limits: Limits) -> None:
    """From here on the kernel ends this process when it takes more; no memory image is written."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.processor, limits.processor))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, limits.wall)
