"""Reports of barriers: they go to the office by mail and are stored nowhere else."""

import uuid

from django.conf import settings
from django.db import transaction

from core.mail import notify


@transaction.atomic
def report(*, text: str, page: str = "", email: str = "") -> None:
    """Mail the report to the office; every report is one mail, even of the same words."""
    notify(
        "core/mail/barrier_reported",
        to=[settings.OFFICE_EMAIL],
        dedupe=f"barrier:{uuid.uuid4()}",
        text=text,
        page=page,
        answer_to=email,
    )
