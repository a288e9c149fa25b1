"""Makes .venv with the locked dependencies: `setup.py runtime | dev | messages`. The second call is quick."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import system

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "installed"
NEEDS = {"runtime": system.RUNTIME, "dev": system.DEV, "messages": system.MESSAGES}


def main(kind: str) -> None:
    """Leaves a ready .venv behind, or ends with a sentence that says what to do."""
    os.chdir(ROOT)
    if missing := system.install(NEEDS[kind]):
        advice = f"apt-get install {' '.join(missing)}"
        if kind != "runtime":
            sys.exit(f"Something of the system is missing. Install it as root: {advice}")
        print(f"Everything works but PDF documents. For them, install as root: {advice}", file=sys.stderr)
    lock = ROOT / "requirements" / ("dev.txt" if kind == "dev" else "runtime.txt")
    if installed() not in acceptable(lock):
        make_venv()
        install(lock)


def fingerprint(lock: Path) -> str:
    """What the stamp says once this lock file is installed."""
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def acceptable(lock: Path) -> set[str]:
    """The stamps that will do: whoever has the development tools has the runtime as well."""
    return {fingerprint(lock), fingerprint(ROOT / "requirements" / "dev.txt")}


def installed() -> str:
    """The stamp of a .venv that still works, or nothing."""
    return STAMP.read_text() if STAMP.exists() and venv_runs("-c", "") else ""


def venv_runs(*arguments: str) -> bool:
    """Whether the .venv's Python does this; it fails once its folder was moved or its Python removed."""
    python = VENV / "bin/python"
    return python.exists() and subprocess.run([python, *arguments], capture_output=True).returncode == 0


def make_venv() -> None:
    """Makes .venv anew if there is none that works."""
    if venv_runs("-m", "pip", "--version"):
        return
    if missing := system.install(system.venv_package()):
        sys.exit(
            f"This Python makes no virtual environments yet. As root: apt-get install {' '.join(missing)}"
        )
    print("Creating the virtual environment .venv", flush=True)
    if subprocess.run([sys.executable, "-m", "venv", "--clear", VENV]).returncode:
        sys.exit("The virtual environment .venv could not be made: see above.")


def install(lock: Path) -> None:
    """Installs exactly what the lock file names, each file checked against its hash."""
    print(f"Installing the dependencies of requirements/{lock.name} (once, a minute or two)", flush=True)
    STAMP.unlink(missing_ok=True)
    pip = [VENV / "bin/python", "-m", "pip", "--disable-pip-version-check", "install", "-qq"]
    if subprocess.run([*pip, "--require-hashes", "-r", lock], stdin=subprocess.DEVNULL).returncode:
        sys.exit("The dependencies could not be installed: see above. Is the network there?")
    STAMP.write_text(fingerprint(lock))


if __name__ == "__main__":
    main(sys.argv[1])
