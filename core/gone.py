"""What was public and was taken off the site: its addresses answer 410 (gone), and say nothing else of it."""

from collections.abc import Callable
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from core.models import Anyone


class Gone(Exception):
    """What this person could read at the address was taken off the site."""


def seen(rows: Any, user: Anyone, *, part: Callable[[Any], bool] | None = None, **which: Any) -> Any:
    """The row that the user may see; raises Gone if it was taken off the site for this user, else Http404.

    `rows` have visible_to() and gone_to(). `part` says of a row that is gone whether what the address names
    in it was public: what never was is not found.
    """
    try:
        return get_object_or_404(rows.visible_to(user), **which)
    except Http404:
        must_not_be_gone(rows.model, user, part=part, **which)
        raise


def must_not_be_gone(
    model: Any, user: Anyone, *, part: Callable[[Any], bool] | None = None, **which: Any
) -> None:
    """Raise Gone if the row was taken off the site for this user."""
    row = model.objects.gone_to(user).filter(**which).first()
    if row is not None and (part is None or part(row)):
        raise Gone
