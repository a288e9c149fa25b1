"""notify(): one outbox row per recipient, in the transaction that causes it."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.template import Context
from django.template.loader import get_template
from django.utils import translation

from core import outbox
from core.models import Notice, OutboxItem, User
from core.outcomes import Away, Final, Unknown
from core.texts import shortened


def notify(template: str, *, to: Iterable[User | str], dedupe: str, **context: Any) -> None:
    """Write one mail per recipient from `<template>.subject.txt` and `<template>.txt`, in their language.

    `context` holds plain values only (`url` is a path; it becomes absolute). `dedupe` names the event, so
    the same event never mails a person twice. People with an account find the subject on their home page too.
    """
    notify_at(None, template, to=to, dedupe=dedupe, **context)


def notify_at(
    moment: datetime | None, template: str, *, to: Iterable[User | str], dedupe: str, **context: Any
) -> None:
    """The same, with a mail that waits until the moment."""
    for recipient in dict.fromkeys(to):
        user = recipient if isinstance(recipient, User) else None
        if user is not None and not user.is_active:
            continue
        address = user.email if user is not None else str(recipient)
        values = context | {"site_url": settings.SITE_URL, "recipient_name": user.name if user else ""}
        with translation.override(user.language if user else settings.LANGUAGE_CODE):
            subject = render_subject(f"{template}.subject.txt", values)
            text = render_text(f"{template}.txt", values)
        key = hashlib.sha256(f"{dedupe}|{address}".encode()).hexdigest()
        _row, is_new = outbox.add_once(
            "mail",
            dedupe=f"mail:{key}",
            not_before=moment,
            to=address,
            subject=subject,
            text=text,
            event=dedupe,
        )
        if user is not None and is_new:
            Notice.objects.create(user=user, text=shortened(subject, 300), url=str(context.get("url", "")))


def render_text(template: str, values: dict[str, Any]) -> str:
    """The body of a mail: plain text, so nothing in it is escaped as if it were HTML."""
    return get_template(template).template.render(Context(values, autoescape=False)).strip() + "\n"  # type: ignore[attr-defined]


def render_subject(template: str, values: dict[str, Any]) -> str:
    """The subject of a mail, on one line whatever names it holds."""
    return " ".join(render_text(template, values).split())


def deliver(row: OutboxItem) -> None:
    """Send one mail. Its Message-ID comes from the row, so that a resend can be recognised.

    Raises Away, Final or Unknown; any other exception means that it was not sent.
    """
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
    _send(message)


def _send(message: EmailMessage) -> None:
    """Send, or raise how it ended. Of a backend that cannot tell, every failure is an unknown end."""
    connection = message.connection = get_connection()
    try:
        sent = message.send()
    except (Away, Final, Unknown):
        raise
    except Exception as error:
        if getattr(connection, "tells_outcome", False):
            raise
        raise Unknown(f"{type(error).__name__}: {error}") from error
    if not sent:
        raise Final("There is no address to send it to.")
