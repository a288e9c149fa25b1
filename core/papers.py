"""Papers that stay: made once from the facts, kept with their subject, signed by people, checked by anybody.

The bytes of a paper never change. People sign the SHA-256 digest of these bytes, while what it tells is
still so. Nothing in it says when it was printed: the same facts give the same bytes.
"""

import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.utils import timezone, translation
from django.utils.module_loading import import_string
from django.utils.text import slugify
from django.utils.translation import gettext as _

from core import audit, outbox
from core.editing import lock
from core.models import Anyone, OutboxItem, Paper, PaperSignature, User
from core.pdf import html_of, pdf_of
from core.queries import about
from core.workflow import Refused

logger = logging.getLogger(__name__)
State = Paper.State


@dataclass(frozen=True)
class Kind:
    """A kind of paper: what it says of a subject, and who may read it. See PAPERS in config/switchboard.py.

    `says(subject)`: title, template and context. `open_to(subject, user)`: whether the person may read it.
    """

    model: type[models.Model]
    says: Callable[[Any], tuple[str, str, dict[str, Any]]]
    open_to: Callable[[Any, Anyone], bool]


def kind_of(name: str) -> Kind:
    """The kind with that name."""
    return import_string(settings.PAPERS[name])()


@transaction.atomic
def prepare(name: str, subject: models.Model, *, by: User) -> Paper:
    """Have the paper made by the worker; the one that is there if it tells the facts of now."""
    lock(subject)
    language = settings.LANGUAGE_CODE
    facts = _digest(_html(name, subject, language))
    known = latest(name, subject)
    if known is not None and known.facts == facts and known.state != State.FAILED:
        return known
    paper = Paper.objects.create(
        kind=name,
        **about(subject),
        language=language,
        facts=facts,
        prepared_by=by,
    )
    outbox.add("paper", dedupe=f"paper:{paper.code}", paper=paper.code)
    return paper


def make(row: OutboxItem) -> None:
    """Make the paper that the outbox row names, unless its facts have changed since it was asked for."""
    paper = Paper.objects.filter(code=row.payload["paper"], state=State.WAITING).first()
    if paper is None:
        return
    subject = subject_of(paper)
    html = _html(paper.kind, subject, paper.language)
    if _digest(html) != paper.facts:
        _fail(paper, _("Something changed while it was made. Prepare it again."))
        return
    try:
        pdf = pdf_of(html)
    except Exception:
        logger.exception("paper %s (%s) failed", paper.code, paper.kind)
        _fail(paper, _("Something went wrong on our side while making it. Try again."))
        return
    digest = hashlib.sha256(pdf).hexdigest()
    paper.title, paper.sha256, paper.size = kind_of(paper.kind).says(subject)[0], digest, len(pdf)
    paper.state, paper.made_at = State.READY, timezone.now()
    paper.file.save(f"papers/{paper.code[:2]}/{paper.code}", ContentFile(pdf), save=False)
    paper.save()


def latest(name: str, subject: models.Model) -> Paper | None:
    """The newest paper of that kind about the subject that was not taken back."""
    found = Paper.objects.filter(kind=name, **about(subject), withdrawn_at=None)
    return found.prefetch_related("signatures").first()


def is_current(paper: Paper, subject: models.Model) -> bool:
    """Whether the paper tells the facts of its subject as they are now."""
    return paper.facts == _digest(_html(paper.kind, subject, paper.language))


@transaction.atomic
def sign(name: str, subject: models.Model, *, by: User, role: str, sha256: str) -> Paper:
    """Put the person's name under the bytes with that digest; the caller has checked the right to sign.

    Raises Refused when there is no such paper, or when its subject has changed since it was made.
    """
    paper = latest(name, lock(subject))
    if paper is None or not paper.is_ready():
        raise Refused(_("Prepare the paper first, and read it: it is the paper that you sign."))
    if paper.sha256 != sha256 or not is_current(paper, subject):
        raise Refused(_("Something changed since this paper was made. Prepare it again, and read it."))
    PaperSignature.objects.get_or_create(
        paper=paper, user=by, defaults={"name": str(by), "role": role, "sha256": sha256}
    )
    audit.record(subject, "paper signed", by=by, paper=paper.code, sha256=sha256)
    return paper


def withdraw(name: str, subject: models.Model, *, reason: str) -> None:
    """Take the papers about the subject back: they stay on file, and whoever checks them reads why."""
    Paper.objects.filter(kind=name, **about(subject), withdrawn_at=None).update(
        withdrawn_at=timezone.now(), withdrawn_reason=reason
    )


def subject_of(paper: Paper) -> Any:
    """What the paper is about."""
    return kind_of(paper.kind).model._default_manager.get(pk=paper.item_id)


def may_read(paper: Paper, user: Anyone) -> bool:
    """Whether the person may open the paper."""
    return kind_of(paper.kind).open_to(subject_of(paper), user)


def found_by(upload: Any) -> Paper | None:
    """The paper that is, byte for byte, this open file, or None. Nothing of the file is kept."""
    digest = hashlib.file_digest(upload, "sha256").hexdigest()
    return Paper.objects.filter(sha256=digest).prefetch_related("signatures").first()


def file_name(paper: Paper) -> str:
    """The name under which it is downloaded."""
    return f"{slugify(paper.title)[:80] or paper.kind}.pdf"


def must_be_open_to(paper: Paper, user: Anyone) -> None:
    """Raise PermissionDenied unless the person may open the paper."""
    if not may_read(paper, user):
        raise PermissionDenied


def _fail(paper: Paper, error: str) -> None:
    paper.state, paper.error = State.FAILED, error
    paper.save()


def _html(name: str, subject: models.Model, language: str) -> str:
    with translation.override(language):
        title, template, context = kind_of(name).says(subject)
    return html_of(template, context, title=title, language=language)


def _digest(html: str) -> str:
    return hashlib.sha256(html.encode()).hexdigest()
