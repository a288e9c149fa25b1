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
if SQLITE:  # noqa: F405
    # A file, as in use: a database in memory has one connection for all threads of a live server, and their
    # transactions would run into one another.
    DATABASES["default"]["TEST"] = {"NAME": VAR_DIR / "test_cityrelay.sqlite3"}  # noqa: F405
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL;PRAGMA synchronous=OFF;"  # noqa: F405
else:
    # Crashes are tried by killing our processes, not the server: no test waits for the disk.
    DATABASES["default"]["OPTIONS"]["options"] += " -c synchronous_commit=off"  # noqa: F405
