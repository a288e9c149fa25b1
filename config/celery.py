"""The worker and its clock. The broker is only a doorbell: what must not be lost is an outbox row."""

import os
import sys

from celery import Celery, signals

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from django.conf import settings
from django.core.checks import run_checks

app = Celery("cityrelay")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

if settings.CELERY_BROKER_URL.startswith("filesystem:"):
    for _folder in (settings.VAR_DIR / "queue", settings.VAR_DIR / "queue/control"):
        _folder.mkdir(parents=True, exist_ok=True, mode=0o700)

# Ticks expire: a worker that was away does not find a thousand of them waiting.
app.conf.beat_schedule = {
    name: {"task": job["task"], "schedule": job["every"], "options": {"expires": job["expires"]}}
    for name, job in settings.CLOCK.items()
}
app.conf.beat_schedule_filename = str(settings.VAR_DIR / "beat-schedule")


@signals.worker_init.connect
@signals.beat_init.connect
def refuse_faults(**_kwargs: object) -> None:
    """End before any work is taken when a check fails; Celery would log what is raised here and go on."""
    if faults := [str(found) for found in run_checks() if found.is_serious()]:
        sys.exit("The worker does not start like this.\n" + "\n".join(faults))
