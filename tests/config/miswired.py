"""Settings whose clock rings for a task that nobody has written: nothing must start with them."""

from config.settings_test import *  # noqa: F403

CLOCK = {"sweep the outbox": {"task": "core.tasks.swep_outbox", "every": 2.0, "expires": 10}}
