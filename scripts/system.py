"""What CityRelay needs from the system, and how to get it on Debian and Ubuntu."""

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

# Debian package → whether it is there. WeasyPrint loads the first three by these very names.
RUNTIME: dict[str, Callable[[], bool]] = {
    "libpango-1.0-0": lambda: has_library("libpango-1.0.so.0"),
    "libpangoft2-1.0-0": lambda: has_library("libpangoft2-1.0.so.0"),
    "libharfbuzz-subset0": lambda: has_library("libharfbuzz-subset.so.0"),
}
DEV = RUNTIME | {
    # Chromium without its windows: the tests of pages take a tenth less time. They take a whole one, too.
    "chromium-headless-shell": lambda: (
        bool(os.environ.get("CHROMIUM")) or has_command("chromium-headless-shell") or has_command("chromium")
    ),
    "poppler-utils": lambda: has_command("pdftotext"),
    "qpdf": lambda: has_command("qpdf"),
}
MESSAGES = {"gettext": lambda: has_command("xgettext")}
POSTGRESQL = {"postgresql": lambda: bool(postgresql_folder())}


def has_library(name: str) -> bool:
    """Whether the loader finds this shared library."""
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def has_command(name: str) -> bool:
    """Whether this program is on the path."""
    return shutil.which(name) is not None


def postgresql_folder() -> str:
    """The folder of the newest initdb, or nothing. Debian keeps it off the path."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    return str(folders[-1].parent) if folders else os.path.dirname(shutil.which("initdb") or "")


def venv_package() -> dict[str, Callable[[], bool]]:
    """What `python -m venv` lacks on a fresh Debian, where pip's wheels are a package of their own."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    return {f"python{version}-venv": lambda: importlib.util.find_spec("ensurepip") is not None}


def install(packages: dict[str, Callable[[], bool]]) -> list[str]:
    """Installs what is missing, where we may; returns what is missing still."""
    missing = [name for name, is_there in packages.items() if not is_there()]
    rights = _rights() if missing else None
    if rights is None:
        return missing
    print(f"Installing from the system's packages: {' '.join(missing)}", flush=True)
    apt = [*rights, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-o", "DPkg::Lock::Timeout=120"]
    step = [*apt, "install", "-y", "--no-install-recommends", *missing]
    if not _quietly(step):  # a fresh machine has no lists yet, an old one has stale ones
        _quietly([*apt, "update"])
        _quietly(step, show=True)
    return [name for name, is_there in packages.items() if not is_there()]


def _rights() -> list[str] | None:
    if not has_command("apt-get"):
        return None
    if os.geteuid() == 0:
        return []
    if has_command("sudo") and _quietly(["sudo", "-n", "true"]):
        return ["sudo", "-n"]
    return None


def _quietly(command: list[str], *, show: bool = False) -> bool:
    result = subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    if show and result.returncode:
        print("\n".join(result.stdout.splitlines()[-5:]), file=sys.stderr)
    return result.returncode == 0
