"""Only core, so that the tables are made in a moment; database and mail folder come from the environment."""

import os

from config.settings import *  # noqa: F403

INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "core"]
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = os.environ["CRASH_MAIL"]
SILENCED_SYSTEM_CHECKS = ["fields.E300"]
if "CRASH_SMTP" in os.environ:
    EMAIL_BACKEND = "core.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = "127.0.0.1", int(os.environ["CRASH_SMTP"])
