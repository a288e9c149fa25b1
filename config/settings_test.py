"""The few overrides that tests need."""

import atexit
import shutil
import tempfile
from pathlib import Path

from config.settings import *  # noqa: F403

SECRET_KEY = "test " * 12
DEMO = True
TESTING = True
VAR_DIR = Path(tempfile.mkdtemp(prefix="cityrelay-test-"))
atexit.register(shutil.rmtree, VAR_DIR, ignore_errors=True)
MEDIA_ROOT = VAR_DIR / "media"
STATIC_ROOT = VAR_DIR / "static"
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}  # noqa: F405
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
CELERY_BROKER_URL = "memory://"
CELERY_BROKER_TRANSPORT = "memory"
ALLOWED_HOSTS = ["*"]
if "sqlite3" in DATABASES["default"]["ENGINE"]:  # noqa: F405
    # The database in memory is shared by the threads of a live server, where a reader that meets a writer
    # fails at once instead of waiting as on a real file. Reading without such locks is for tests alone.
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA read_uncommitted=1;"  # noqa: F405
