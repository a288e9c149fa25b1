"""Back and a second press make no second milestone, challenge or question.

The same words, sent again by the same person at the same address within an hour, are the same thing.
"""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

from django.apps import apps
from django.db import models, transaction
from django.http import HttpRequest
from django.utils import timezone

from core.editing import lock
from core.models import Made

Item = TypeVar("Item")
AGAIN = timedelta(hours=1)
NOT_WORDS = {"csrfmiddlewaretoken"}


def make_once(request: HttpRequest, act: Callable[[], Item]) -> Item:
    """What the act makes, or what it made before from the same words, as long as that is still there.

    Of two requests at the same moment, the second waits for the first. What the act raises undoes the note.
    """
    digest = _digest_of(request)
    with transaction.atomic():
        note = lock(Made.objects.get_or_create(digest=digest)[0])
        if (found := _still_there(note)) is not None:
            return found  # type: ignore[return-value]
        item = act()
        assert isinstance(item, models.Model)  # noqa: S101 nothing else can be found again
        note.item_kind, note.item_id, note.at = item._meta.label_lower, item.pk, timezone.now()
        note.save()
        return item


def purge() -> int:
    """Forget what is too old to be sent again; the number of notes."""
    return Made.objects.filter(at__lt=timezone.now() - AGAIN).delete()[0]


def _still_there(note: Made) -> models.Model | None:
    if not note.item_kind or note.at < timezone.now() - AGAIN:
        return None
    return apps.get_model(note.item_kind)._default_manager.filter(pk=note.item_id).first()


def _digest_of(request: HttpRequest) -> str:
    words = [(name, request.POST.getlist(name)) for name in sorted(set(request.POST) - NOT_WORDS)]
    files = [
        (name, one.name, one.size) for name in sorted(request.FILES) for one in request.FILES.getlist(name)
    ]
    return hashlib.sha256(repr((request.user.pk, request.path, words, files)).encode()).hexdigest()
