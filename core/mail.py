"""notify(): one outbox row per recipient, in the transaction that causes it."""

import hashlib
from collections.abc import Iterable
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation

from core import outbox
from core.models import Notice, OutboxItem, User


def notify(template: str, *, to: Iterable[User | str], dedupe: str, **context: Any) -> None:
    """Write one mail per recipient from `<template>.subject.txt` and `<template>.txt`, in their language.

    `context` holds plain values only (`url` is a path; it becomes absolute). `dedupe` names the event, so
    the same event never mails a person twice. People with an account find the subject on their home page too.
    """
    for recipient in dict.fromkeys(to):
        user = recipient if isinstance(recipient, User) else None
        if user is not None and not user.is_active:
            continue
        address = user.email if user is not None else str(recipient)
        values = context | {"site_url": settings.SITE_URL, "recipient_name": user.name if user else ""}
        with translation.override(user.language if user else settings.LANGUAGE_CODE):
            subject = " ".join(render_to_string(f"{template}.subject.txt", values).split())
            text = render_to_string(f"{template}.txt", values).strip() + "\n"
        key = hashlib.sha256(f"{dedupe}|{address}".encode()).hexdigest()
        known = OutboxItem.objects.filter(dedupe=f"mail:{key}").exists()
        outbox.add("mail", dedupe=f"mail:{key}", to=address, subject=subject, text=text, event=dedupe[:100])
        if user is not None and not known:
            Notice.objects.create(user=user, text=subject[:300], url=str(context.get("url", ""))[:300])


def deliver(row: OutboxItem) -> None:
    """Send one mail. Its Message-ID comes from the row, so that a resend can be recognised."""
    payload = row.payload
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    message = EmailMessage(
        subject=payload["subject"],
        body=payload["text"],
        to=[payload["to"]],
        headers={
            "Message-ID": f"<{row.dedupe.removeprefix('mail:')}@{domain}>",
            "Auto-Submitted": "auto-generated",
        },
    )
    message.send()
