"""Earlier texts: what was written in the fields of an item, by whom, and a button to take a text up again."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core import lists
from core.differences import Piece, differences
from core.editing import Clash
from core.forms import number_of
from core.journal import Field, Journal, journal_of
from core.models import Writing
from core.requests import SignedIn


@login_required
def journal_list(request: SignedIn, kind: str, pk: int) -> HttpResponse:
    """The newest writing first; with `part`, or `field`, of these alone."""
    journal, item = _opened(request, kind, pk)
    fields = journal.fields(item)
    part, chosen = request.GET.get("part", ""), request.GET.get("field", "")
    shown = {name: field for name, field in fields.items() if not part or name.startswith(f"{part}.")}
    rows = Writing.objects.filter(item_kind=kind, item_id=item.pk).select_related("by")
    if part:
        rows = rows.filter(field__startswith=f"{part}.")
    if chosen:
        rows = rows.filter(field=chosen)
    found = lists.page(request, None, rows)
    may_restore = journal.may_restore(item, request.user)
    context = found.context | {
        "item": item,
        "kind": kind,
        "fields": shown,
        "chosen": chosen,
        "part": part,
        "back": journal.page(item, _field_of_page(part, chosen, fields)),
        "rows": [_row(row, fields.get(row.field), may_restore) for row in found.rows],
    }
    return render(request, "core/journal_list.html", context)


@login_required
@require_POST
def journal_restore(request: SignedIn, kind: str, pk: int, row: int) -> HttpResponse:
    """Write the text of a row anew, as the item's own form would."""
    journal, item = _opened(request, kind, pk)
    writing = get_object_or_404(Writing, pk=row, item_kind=kind, item_id=item.pk)
    field = journal.fields(item).get(writing.field)
    text = writing.before if request.POST.get("which") == "before" else writing.after
    if field is None or not field.is_text or not isinstance(text, str):
        raise Http404
    back = f"{reverse('journal_list', args=[kind, pk])}?field={writing.field}"
    try:
        journal.restore(item, request.user, number_of(request.POST.get("version")), writing.field, text)
    except Clash:
        messages.error(
            request, _("Somebody has written here since you opened this page. Read it again first.")
        )
        return redirect(back)
    except ValidationError as error:
        messages.error(request, f"{_('The text does not fit any more:')} {' '.join(error.messages)}")
        return redirect(back)
    messages.success(request, _("The text stands in “%(field)s” again.") % {"field": field.label})
    return redirect(journal.page(item, writing.field))


def _opened(request: SignedIn, kind: str, pk: int) -> tuple[Journal, Any]:
    if kind not in settings.JOURNALS:
        raise Http404
    journal = journal_of(kind)
    item = get_object_or_404(apps.get_model(kind), pk=pk)
    if not journal.open_to(item, request.user):
        raise Http404
    return journal, item


def _field_of_page(part: str, chosen: str, fields: Any) -> str:
    """A field on whose page the list was opened."""
    inside = [name for name in fields if part and name.startswith(f"{part}.")]
    return chosen if chosen in fields else next(iter(inside or fields))


def _row(row: Writing, field: Field | None, may_restore: bool) -> dict[str, Any]:
    before, after = row.before, row.after
    texts = isinstance(before, str) and isinstance(after, str)
    open_again = may_restore and field is not None and field.is_text and texts
    return {
        "row": row,
        "label": field.label if field else row.field,
        "pieces": differences(before, after)
        if texts
        else [Piece("gone", _told(before)), Piece("new", _told(after))],
        "before": open_again and field is not None and before != field.value and before != "",
        "after": open_again and field is not None and after != field.value and after != "",
    }


def _told(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return "" if value is None else str(value)
