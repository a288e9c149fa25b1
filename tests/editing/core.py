"""What a person can have open twice."""

from django.urls import reverse

from tests.editing.windows import Shared
from tests.factories import UserFactory


def settings():
    return UserFactory(name="Ana"), reverse("settings_edit")


FORMS = [Shared("core.accounts.SettingsForm", settings, {"name": "Ana Ruiz"}, {"time_zone": "Asia/Kolkata"})]
