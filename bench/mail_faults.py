"""What becomes of one mail at each fault of a mail server: python -m bench.mail_faults [--only WORD]

Each line is one server that fails at one point of the conversation, over a real socket: how often the mail
was tried while the fault lasted (two sweeps), how many copies the server took, and the same once it was
mended. A copy counts as taken when all of it has arrived and was not refused, whatever became of the answer.
Ends with 1 if any mail was taken twice, lost, or held without need.
"""

import argparse
import logging
import os
import sys
import time

import django


def main() -> int:
    """The exit code: 0 when every mail ended as it must."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--only", default="", help="faults whose line holds this word")
    options = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings_test"
    django.setup()
    logging.getLogger("core.outbox").setLevel(logging.ERROR)
    from django.test.utils import setup_databases, teardown_databases

    made = setup_databases(0, False)
    try:
        return 1 if _all(options.only) else 0
    finally:
        teardown_databases(made, 0)


def _all(word: str) -> int:
    from tests.core.mail_faults import cases, expected, play

    print(f"{'fault':24} {'tries':>5} {'taken':>5}  {'state':10} mended: taken, state")
    started, wrong, played, twice, held = time.monotonic(), 0, 0, 0, 0
    for point, fault in cases():
        name = f"{point}: {fault}" if point else "none"
        if word not in name:
            continue
        how = play(point, fault)
        amiss = "" if how == expected(point, fault) else f"  WRONG, {expected(point, fault)}"
        wrong, played = wrong + bool(amiss), played + 1
        twice, held = twice + (how.last_taken > 1), held + (how.last_state == "uncertain")
        row = f"{name:24} {how.tries:5} {how.taken:5}  {how.state:10} {how.last_taken}, {how.last_state}"
        print(row + amiss, flush=True)
    seconds = time.monotonic() - started
    print(f"{played} faults: {twice} taken twice, {held} held for a person, {wrong} wrong, {seconds:.0f} s")
    return wrong


if __name__ == "__main__":
    sys.exit(main())
