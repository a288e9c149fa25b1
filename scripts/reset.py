"""Throws the data of the local installation away and builds the demo anew."""

import os
import shutil
import sys

from serve import data_folder, lock_folder, prepare

# By name, so that a VAR_DIR that points somewhere else by mistake loses nothing of its own.
OURS = (
    "cityrelay.sqlite3",
    "cityrelay.sqlite3-wal",
    "cityrelay.sqlite3-shm",
    "media",
    "mail",
    "queue",
    "static",
    "beat-schedule",
    "beat-schedule.db",
    "secret_key",
)


def main() -> None:
    """Leaves a fresh demo behind, ready for `make run`."""
    elsewhere = [name for name in ("DATABASE_URL", "MEDIA_ROOT") if os.environ.get(name)]
    if elsewhere:
        sys.exit(f"Nothing was removed: {' and '.join(elsewhere)} point to data that only you should delete.")
    _nobody_else_here = lock_folder()
    for name in OURS:
        path = data_folder() / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    prepare()
    print("The data is fresh again. Start with: make run", flush=True)


if __name__ == "__main__":
    main()
