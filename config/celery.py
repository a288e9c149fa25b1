"""The worker and its clock. The broker is only a doorbell: what must not be lost is an outbox row."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from django.conf import settings

app = Celery("cityrelay")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

if settings.CELERY_BROKER_URL.startswith("filesystem:"):
    for _folder in (settings.VAR_DIR / "queue", settings.VAR_DIR / "queue/control"):
        _folder.mkdir(parents=True, exist_ok=True, mode=0o700)

# Ticks expire: a worker that was away does not find a thousand of them waiting.
app.conf.beat_schedule = {
    "sweep the outbox": {
        "task": "core.tasks.sweep_outbox",
        "schedule": 2.0,
        "options": {"expires": 10},
    },
    "purge what has served its time": {
        "task": "core.tasks.purge",
        "schedule": 3600.0,
        "options": {"expires": 600},
    },
    "tell teams about deadlines": {
        "task": "submissions.tasks.tell_teams_about_deadlines",
        "schedule": 3600.0,
        "options": {"expires": 600},
    },
    "remind of late milestones": {
        "task": "cocreation.tasks.remind_late_milestones",
        "schedule": 3600.0,
        "options": {"expires": 600},
    },
}
app.conf.beat_schedule_filename = str(settings.VAR_DIR / "beat-schedule")
