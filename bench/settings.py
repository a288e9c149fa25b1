"""Settings of the measurements: as the tests', with files that stay, in the database at DATABASE_URL."""

import os

from config.settings_test import *  # noqa: F403
from config.settings_test import BASE_DIR, DATABASES, SQLITE

VAR_DIR = BASE_DIR / "var" / "bench"
MEDIA_ROOT = VAR_DIR / "media"
VAR_DIR.mkdir(parents=True, exist_ok=True)
if SQLITE and "DATABASE_URL" not in os.environ:
    DATABASES["default"]["NAME"] = VAR_DIR / "bench.sqlite3"
if not SQLITE:
    DATABASES["default"]["OPTIONS"]["options"] = "-c statement_timeout=0 -c jit=off"
