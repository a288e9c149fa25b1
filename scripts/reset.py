"""Throws the data of the local installation away and builds the demo anew."""

import os
import shutil
import sys

from serve import data_folder, lock_folder, prepare

# By name, so that a VAR_DIR that points somewhere else by mistake loses nothing of its own.
OURS = ("cityrelay.sqlite3*", "media", "mail", "queue", "static", "beat-schedule*", "secret_key")


def main() -> None:
    """Leaves a fresh demo behind, ready for `make run`."""
    elsewhere = [name for name in ("DATABASE_URL", "MEDIA_ROOT") if os.environ.get(name)]
    if elsewhere:
        sys.exit(f"Nothing was removed: {' and '.join(elsewhere)} point to data that only you should delete.")
    _nobody_else_here = lock_folder()
    for path in [path for pattern in OURS for path in data_folder().glob(pattern)]:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    prepare()
    print("The data is fresh again. Start with: make run", flush=True)


if __name__ == "__main__":
    main()
