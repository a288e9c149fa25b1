"""Asks an index for known weaknesses of the locked dependencies, with a tool in an environment of its own.

Ends with 0 if every package was looked up and none is weak, with 1 if one is, and with 2 if the index was not
there to ask or does not know them all: then nothing is known about the rest.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements" / "dev.txt"  # holds the runtime as well
TOOL = Path(os.environ.get("VAR_DIR") or ROOT / "var") / "audit"
NO_ANSWER = "No answer: whether a dependency has a known weakness was NOT checked. "


def main() -> int:
    """Makes the tool ready, asks, and tells."""
    if not make_tool():
        print(NO_ANSWER + "The tool could not be installed: see above. Is the network there?")
        return 2
    asked = subprocess.run(
        [TOOL / "bin/pip-audit", "--requirement", LOCK, "--require-hashes", "--disable-pip",
         "--progress-spinner", "off", "--format", "json"],
        capture_output=True, text=True, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        rows = json.loads(asked.stdout)["dependencies"]
    except (ValueError, KeyError):
        print(asked.stderr.strip()[-2000:])
        print(NO_ANSWER + "The index could not be asked: see above.")
        return 2
    return report(rows)


def make_tool() -> bool:
    """Installs the newest pip-audit: what is weak is news, and old tools may ask in old ways."""
    if not (TOOL / "bin/python").exists():
        subprocess.run([sys.executable, "-m", "venv", TOOL], check=True)
    pip = [TOOL / "bin/python", "-m", "pip", "--disable-pip-version-check", "install", "-qq", "--upgrade"]
    return subprocess.run([*pip, "pip-audit"], stdin=subprocess.DEVNULL).returncode == 0


def report(rows: list[dict]) -> int:
    """Prints what is weak and how much was looked up; gives the exit code."""
    unknown = [row["name"] for row in rows if "skip_reason" in row]
    weak = [row for row in rows if row.get("vulns")]
    for row in weak:
        for weakness in row["vulns"]:
            mended = ", ".join(weakness["fix_versions"]) or "nowhere yet"
            print(f"{row['name']} {row['version']}: {weakness['id']}, mended in {mended}")
    if unknown:
        shown = ", ".join(unknown[:5]) + (", …" if len(unknown) > 5 else "")
        print(NO_ANSWER + f"The index knows nothing of {len(unknown)} of {len(rows)} packages: {shown}")
    else:
        print(f"{len(rows)} packages looked up, {len(weak)} with a known weakness.")
    return 1 if weak else 2 if unknown or not rows else 0


if __name__ == "__main__":
    sys.exit(main())
