"""Looks for passwords, keys and tokens in every file of the repository: `find_secrets.py [--accept]`.

`.secrets.baseline` names by their hashes what looks like a secret and is none; --accept writes it anew.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BASELINE = ROOT / ".secrets.baseline"

Find = tuple[str, str, str]  # file, kind, hash


def main(accept: bool) -> int:
    """Says what is new and where, and whether there was anything."""
    report = scan()
    if accept:
        BASELINE.write_text(json.dumps({"results": report["results"]}, indent=2) + "\n")
        return 0
    known, found = finds(json.loads(BASELINE.read_text())), finds(report)
    for find in sorted(found.keys() - known.keys()):
        print(f"{find[0]}:{found[find]}: {find[1]}")
    for file, kind, _hash in sorted(known.keys() - found.keys()):
        print(f"{file}: {kind} is in {BASELINE.name}, but not in the file any more")
    if found.keys() == known.keys():
        return 0
    print(
        "A real secret must leave the history as well, and be changed. What is none: find_secrets.py --accept"
    )
    return 1


def scan() -> dict:
    """What detect-secrets finds in the files that git knows; it asks nobody whether a secret is valid."""
    tool = Path(sys.executable).with_name("detect-secrets")
    command = [tool, "scan", "--no-verify", "--exclude-files", rf"^{re.escape(BASELINE.name)}$"]
    output = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout
    return json.loads(output)


def finds(report: dict) -> dict[Find, int]:
    """Each find with its line: lines move, so they tell nothing about whether it is known."""
    rows = [row for found in report["results"].values() for row in found]
    return {(row["filename"], row["type"], row["hashed_secret"]): row["line_number"] for row in rows}


if __name__ == "__main__":
    sys.exit(main("--accept" in sys.argv[1:]))
