"""render_pdf(): from a template to a tagged PDF, in a process of its own with limits of time and memory."""

import os
import pickle
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import get_template, render_to_string
from django.utils import timezone, translation

from core.languages import interface_language
from core.pdf_child import PdfJob

TIMEOUT = 60
# Names of fonts in the PDF hang on the seed of hashes, dates in them on the clock.
SAME_BYTES = {"PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": "0"}
STYLE_SHEET = "core/documents/document.css"
# Pictures that documents may show, as static:<name>; nothing else can be fetched.
PICTURES = {"static:icon.svg": ("img/icon.svg", "image/svg+xml")}


class PdfFailed(Exception):
    """The document could not be made; the message says what the renderer said."""


@dataclass(frozen=True)
class AttachedFile:
    """A file to put inside a PDF."""

    name: str
    content: bytes
    description: str = ""


def render_pdf(
    template: str,
    context: dict[str, Any],
    *,
    title: str,
    language: str = "en",
    attachments: Iterable[AttachedFile] = (),
) -> bytes:
    """A PDF/UA-1 document of the template, which extends core/documents/base.html, with the time of printing.

    The template's own words and dates are in `language` if the interface has it. Raises PdfFailed when
    rendering fails or takes longer than a minute. Nothing outside of the template is read.
    """
    context = {"printed_at": timezone.now()} | context
    return pdf_of(html_of(template, context, title=title, language=language), attachments)


def html_of(template: str, context: dict[str, Any], *, title: str, language: str) -> str:
    """The document before it becomes a PDF: the same context gives the same text."""
    frame = {"document_title": title, "document_language": language}
    with translation.override(interface_language(language)):
        return render_to_string(template, frame | context)


def pdf_of(html: str, attachments: Iterable[AttachedFile] = ()) -> bytes:
    """The PDF/UA-1 of the document; the same text gives the same bytes. Raises PdfFailed."""
    job = PdfJob(
        html=html,
        css=Path(get_template(STYLE_SHEET).origin.name).read_text(),  # type: ignore[attr-defined]
        base_url=settings.SITE_URL,
        pictures=_pictures(html),
        attachments=[(file.name, file.content, file.description) for file in attachments],
    )
    return _run(job)


def _pictures(html: str) -> dict[str, tuple[bytes, str]]:
    found = {}
    for name, (path, media_type) in PICTURES.items():
        if name in html:
            found[name] = (Path(str(finders.find(path))).read_bytes(), media_type)
    return found


def _run(job: PdfJob) -> bytes:
    """Hand the job to a fresh interpreter: it dies alone if a document is endless."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "core.pdf_child"],
            input=pickle.dumps(job),
            capture_output=True,
            cwd=settings.BASE_DIR,
            env=os.environ | SAME_BYTES,
            timeout=TIMEOUT,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise PdfFailed(f"took longer than {TIMEOUT} seconds") from error
    if done.returncode or not done.stdout.startswith(b"%PDF"):
        raise PdfFailed(done.stderr.decode(errors="replace")[-500:] or f"exit code {done.returncode}")
    return done.stdout
