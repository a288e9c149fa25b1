"""PDFs on request: written down with the request, made by the worker as the person who asked."""

import logging
from datetime import timedelta
from functools import partial

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Q
from django.http import Http404
from django.utils import timezone, translation
from django.utils.module_loading import import_string
from django.utils.text import slugify
from django.utils.translation import gettext as _

from core import outbox
from core.models import OutboxItem, RenderedDocument, User
from core.texts import shortened
from core.workflow import Refused

logger = logging.getLogger(__name__)
State = RenderedDocument.State
KEPT_FOR = timedelta(days=7)


@transaction.atomic
def request_document(kind: str, code: str, *, by: User, back_url: str = "") -> RenderedDocument:
    """Ask for a document; the one already being made for the same person if there is one.

    Raises Http404 for a kind that does not exist, or a code that is none. Whether the person may see the
    item is checked when it is made, by the same function that reads the item.
    """
    if kind not in settings.DOCUMENTS or len(code) > 40:
        raise Http404
    on_its_way = RenderedDocument.objects.filter(
        kind=kind,
        item_code=code,
        requested_by=by,
        state__in=[State.WAITING, State.RENDERING],
        requested_at__gt=timezone.now() - timedelta(minutes=10),
    )
    if known := on_its_way.first():
        return known
    language = translation.get_language() or settings.LANGUAGE_CODE
    document = RenderedDocument.objects.create(
        kind=kind, item_code=code, language=language, requested_by=by, back_url=back_url
    )
    outbox.add("document", dedupe=f"document:{document.public_id}", document=document.pk)
    return document


def render_job(row: OutboxItem) -> None:
    """Make the document that the outbox row names; a failure is noted where the person looks."""
    document = (
        RenderedDocument.objects.select_related("requested_by").filter(pk=row.payload["document"]).first()
    )
    if document is None or document.state in (State.READY, State.FAILED):
        return
    _note(document, state=State.RENDERING)
    try:
        title, pdf = _render(document)
    except (Http404, PermissionDenied):
        _note(
            document,
            state=State.FAILED,
            error=_("There is nothing here that you may print, or not any more."),
        )
    except Refused as reason:
        _note(document, state=State.FAILED, error=shortened(str(reason), 300))
    except Exception:  # whatever went wrong, the person who waits must be told
        logger.exception("document %s (%s) failed", document.public_id, document.kind)
        _note(document, state=State.FAILED, error=_("Something went wrong on our side while making it."))
    else:
        document.file.save(
            f"documents/{document.public_id.hex[:2]}/{document.public_id}", ContentFile(pdf), save=False
        )
        _note(
            document,
            state=State.READY,
            title=shortened(title, 200),
            file=document.file.name,
            ready_at=timezone.now(),
        )


def _render(document: RenderedDocument) -> tuple[str, bytes]:
    if document.requested_by is None or not document.requested_by.is_active:
        raise Http404
    make = import_string(settings.DOCUMENTS[document.kind])
    with translation.override(document.language):
        title, pdf = make(document.item_code, document.requested_by)
    return str(title), pdf


def _note(document: RenderedDocument, **values: object) -> None:
    RenderedDocument.objects.filter(pk=document.pk).update(**values)


def file_name(document: RenderedDocument) -> str:
    """The name under which a finished document is downloaded."""
    return f"{slugify(document.title)[:80] or document.kind}.pdf"


def forget(kind: str, code: str) -> None:
    """Delete what was made of that kind of the item with that code: who may still see it asks again."""
    named = Q(item_code=code) | Q(item_code__startswith=f"{code}.")
    for document in RenderedDocument.objects.filter(named, kind=kind):
        document.delete()
        transaction.on_commit(partial(document.file.delete, save=False))


def purge() -> None:
    """Delete what was made a week ago: a document can be asked for again."""
    for document in RenderedDocument.objects.filter(requested_at__lt=timezone.now() - KEPT_FOR):
        document.file.delete(save=False)
        document.delete()
